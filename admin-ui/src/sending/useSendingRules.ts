import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { SendingRules } from '../api/types';

/** The default signature and what each lane does; read again when somebody comes back to the page. */
export function useSendingRules() {
  return useQuery({
    queryKey: ['sending-rules'],
    queryFn: ({ signal }) => api.get<SendingRules>('/sending-rules', { signal }),
  });
}
