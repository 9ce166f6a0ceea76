import { render } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { createQueryClient } from '../src/api/queryClient';
import { App } from '../src/app/App';
import { routes } from '../src/app/router';

/** The whole console at an address. */
export function renderApp(address: string) {
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  render(<App client={createQueryClient()} router={router} />);
  return router;
}
