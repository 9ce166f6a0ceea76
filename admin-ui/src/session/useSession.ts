import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { ProblemError } from '../api/problem';
import { sessionKey } from '../api/queryClient';
import type { SessionView } from '../api/types';

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<SessionView | null> => {
      try {
        return await api.get<SessionView>('/session', { signal });
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'not_signed_in') {
          return null;
        }
        throw error;
      }
    },
  });
}
