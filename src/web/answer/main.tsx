/**
 * The page of whoever is asked: a page of its own, with no part of the application and no request to anywhere but this node. No sign-in,
 * no cookie. What is answered stays in memory until it is handed in (decision 0030).
 */
import '@fontsource-variable/inter/index.css';
import '../ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AnswerPage } from './answer-page.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('answer.html has #app');
createRoot(root).render(
  <StrictMode>
    <AnswerPage />
  </StrictMode>,
);
