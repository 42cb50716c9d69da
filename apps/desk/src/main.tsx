import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './i18n.ts';
import './desk.css';
import { Providers } from './app/providers.tsx';
import { router } from './app/router.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no place for the desk');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
