import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

export const sessionKey = ['session'];

/** Queries and mutations; whichever learns first that the session is over signs the page out. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ProblemError && error.code === 'not_signed_in') {
      client.setQueryData(sessionKey, null);
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // On an intranet the browser's own idea of being online says nothing about our server.
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ProblemError && (error.status === 0 || error.status >= 500),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
