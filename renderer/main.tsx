/** Starts the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { askForFirstSettings } from './app/use-settings.ts';
import { askForFirstList } from './drafts/use-draft-list.ts';
import { logError } from './ui/api.ts';
import './ui/base.css';
import './ui/pages.css';

window.addEventListener('error', (event) => logError(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => logError(event.reason));

/** How long the first picture may wait for what it shows, in milliseconds. */
const PATIENCE = 200;

function start(): void {
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}

const known = Promise.all([askForFirstList(), askForFirstSettings()]);
const patience = new Promise((done) => setTimeout(done, PATIENCE));
void Promise.race([known, patience]).then(start);
