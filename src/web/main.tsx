/** The pages of a Cybermetrics node: a client of its API and nothing more. Here everything is put together. */
import { firstMessages } from './start.ts';
import '@fontsource-variable/inter/index.css';
import './ui/tokens.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient, whenAnswered } from './app/api.ts';
import { AppProvider } from './app/context.tsx';
import { router } from './app/router.tsx';

/** After it the reader is told that the page is on its way. */
const patienceMs = 600;
const waitAtMost = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

Object.assign(Error, { stackTraceLimit: 10 });
const root = document.getElementById('app');
if (root === null) throw new Error('index.html has #app');
const app = createRoot(root);

// What is seen first is the page, not that it is on its way: it is drawn once, with its answers, where they come soon. Not awaited at
// the top of the module: files of pages import from this one's, and would be read only when it has ended.
void Promise.all([firstMessages, Promise.race([Promise.all([router.load(), whenAnswered()]), waitAtMost(patienceMs)])]).then(([first]) =>
  app.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppProvider first={first}>
          <RouterProvider router={router} />
        </AppProvider>
      </QueryClientProvider>
    </StrictMode>,
  ),
);
