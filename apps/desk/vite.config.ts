import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from '@zhongzhi/web-kit/precompress';

/** The staff desk: an entry of its own, so that its component library never reaches a resident's phone. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react(), precompress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1600,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://localhost:3000', '/files': 'http://localhost:3000' } },
});
