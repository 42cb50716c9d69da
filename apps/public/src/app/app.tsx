import { useEffect } from 'react';
import { Layout } from './layout.tsx';
import { listenForLinks } from './router.ts';
import { Routes } from './routes.tsx';
import { useSessionEnd } from './session.ts';

/** The resident pages. */
export function App() {
  useEffect(listenForLinks, []);
  useSessionEnd();
  return (
    <Layout>
      <Routes />
    </Layout>
  );
}
