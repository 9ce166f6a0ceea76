import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/queryClient';
import { App } from './app/App';
import './app/app.css';
import { createRouter } from './app/router';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page has no #root.');
}
createRoot(root).render(
  <StrictMode>
    <App client={createQueryClient()} router={createRouter()} />
  </StrictMode>,
);
