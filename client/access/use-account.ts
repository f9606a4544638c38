import { useMutation, useQuery } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';

const KEYS = ['access-keys'];

/** One's own access keys that are still good, the newest first. */
export function useAccessKeys() {
  return useQuery(
    {
      queryKey: KEYS,
      queryFn: async ({ signal }) => (await call(routes.listAccessKeys, {}, { signal })).accessKeys,
      refetchOnMount: 'always',
    },
    queryClient,
  );
}

/** Changes something of one's own account. */
export function useAccountChange<T>() {
  return useMutation(
    {
      mutationFn: (change: () => Promise<T>) => change(),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: KEYS }),
    },
    queryClient,
  );
}
