/** The pages of a Cybermetrics node: a client of its API and nothing more. Here everything is put together. */
import '@fontsource-variable/inter/index.css';
import './ui/tokens.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/api.ts';
import { AppProvider } from './app/context.tsx';
import { browserLanguage } from './app/language.ts';
import { router } from './app/router.tsx';
import { applyTheme, currentTheme } from './app/theme.ts';

applyTheme(currentTheme());
document.documentElement.lang = browserLanguage();

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has #app');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <AppProvider>
        <RouterProvider router={router} />
      </AppProvider>
    </QueryClientProvider>
  </StrictMode>,
);
