import { createBrowserRouter, type RouteObject, redirect } from 'react-router';
import { PageLoading } from './PageLoading';
import { RouteError } from './RouteError';

export const routes: RouteObject[] = [
  {
    HydrateFallback: PageLoading,
    ErrorBoundary: RouteError,
    children: [
      { path: '/sign-in', lazy: () => import('../session/SignInPage') },
      {
        path: '/',
        lazy: () => import('./ConsoleLayout'),
        children: [
          {
            ErrorBoundary: RouteError,
            children: [
              { index: true, loader: () => redirect('/send') },
              { path: 'send', lazy: () => import('../sending/SendPage') },
              {
                path: 'records',
                lazy: () => import('../records/RecordsPage'),
                children: [{ path: ':id', lazy: () => import('../records/RecordDrawer') }],
              },
              { path: 'replies', lazy: () => import('../replies/RepliesPage') },
              { path: 'templates', lazy: () => import('../templates/TemplatesPage') },
              { path: 'blacklist', lazy: () => import('../blocking/BlacklistPage') },
              { path: 'opt-outs', lazy: () => import('../blocking/OptOutPage') },
              {
                path: 'channels',
                lazy: () => import('../channels/ChannelsPage'),
                children: [{ path: ':id', lazy: () => import('../channels/ChannelEventsDrawer') }],
              },
              { path: 'number-segments', lazy: () => import('../numbers/NumberSegmentsPage') },
              { path: 'ported-numbers', lazy: () => import('../numbers/PortedNumbersPage') },
              { path: 'systems', lazy: () => import('../systems/SystemsPage') },
              { path: '*', lazy: () => import('./NotFoundPage') },
            ],
          },
        ],
      },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
