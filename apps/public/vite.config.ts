import react from '@vitejs/plugin-react';
import { precompress } from '@zhongzhi/web-kit/precompress';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Resident pages: phones first, old WebViews included (Chromium 86, iOS 13). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [
    precompress(),
    react(),
    VitePWA({
      registerType: 'autoUpdate',
      // We register it ourselves once the page stands: no inline script, and nothing competes with the first view.
      injectRegister: null,
      manifest: {
        name: '众治',
        short_name: '众治',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#f6f4f1',
        theme_color: '#ffffff',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,geojson}'],
        navigateFallback: '/',
        // The server gives the entry page at its addresses, not under its file name.
        manifestTransforms: [
          (entries) => ({
            manifest: entries.map((entry) => (entry.url === 'index.html' ? { ...entry, url: '/' } : entry)),
            warnings: [],
          }),
        ],
        // Other faces of the same server, and whatever must be fresh: never from the cache.
        navigateFallbackDenylist: [
          /^\/api\//,
          /^\/desk/,
          /^\/docs/,
          /^\/open311\//,
          /^\/units\//,
          /^\/(healthz|readyz|metrics)/,
        ],
        cleanupOutdatedCaches: true,
        // A page opened for the first time can already be left without a connection.
        clientsClaim: true,
        skipWaiting: true,
      },
    }),
  ],
  build: { outDir: 'dist', emptyOutDir: true, target: ['chrome86', 'safari13'], modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
