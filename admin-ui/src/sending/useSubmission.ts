import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../api/client';
import { ProblemError } from '../api/problem';
import type { SubmitAnswer, SubmitRequest } from '../api/types';
import { newClientId } from './clientId';

/**
 * Submits. While it is unknown whether the server took a request, the same request again carries the same clientId, so
 * that nobody gets the message twice.
 */
export function useSubmission() {
  const client = useQueryClient();
  const undecided = useRef<{ request: string; clientId: string }>(undefined);
  return useMutation({
    mutationFn: async (request: SubmitRequest) => {
      const form = JSON.stringify(request);
      const clientId = undecided.current?.request === form ? undecided.current.clientId : newClientId();
      undecided.current = { request: form, clientId };
      try {
        const answer = await api.post<SubmitAnswer>('/messages', { ...request, clientId });
        undecided.current = undefined;
        return answer;
      } catch (error) {
        if (error instanceof ProblemError && error.status >= 400 && error.status < 500) {
          undecided.current = undefined;
        }
        throw error;
      }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
}
