/** Starts the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { logError } from './ui/api.ts';
import './ui/base.css';
import './ui/pages.css';
import { UiProvider } from './ui/UiProvider.tsx';

window.addEventListener('error', (event) => logError(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => logError(event.reason));

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <UiProvider>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </UiProvider>
    </StrictMode>,
  );
}
