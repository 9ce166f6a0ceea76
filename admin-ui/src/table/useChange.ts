import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { textOf } from '../api/problem';

interface ChangeOptions<Input> {
  /** First part of the keys of the lists that show the change. */
  queryKey: string;
  change: (input: Input) => Promise<unknown>;
  done: string;
  /** The caller shows problems itself, at the field that they are about. */
  ownsProblems?: boolean;
}

/** Changes something on the server, says how it went, and reads the lists that show it again. */
export function useChange<Input>({ queryKey, change, done, ownsProblems = false }: ChangeOptions<Input>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      void message.success(done);
      await client.invalidateQueries({ queryKey: [queryKey] });
    },
    onError: (error) => {
      if (!ownsProblems) {
        void message.error(textOf(error));
      }
    },
  });
}
