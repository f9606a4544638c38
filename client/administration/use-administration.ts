import { useMutation, useQuery } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';

const KEY = ['administration'];
/** How often the lists are asked for again while they are shown: an agent's heartbeat is as often. */
const EVERY_MS = 2_000;

export function useEnvironments() {
  return useQuery(
    {
      queryKey: [...KEY, 'environments'],
      queryFn: async ({ signal }) => (await call(routes.listEnvironments, {}, { signal })).environments,
      refetchInterval: EVERY_MS,
    },
    queryClient,
  );
}

export function useAgentGroups() {
  return useQuery(
    {
      queryKey: [...KEY, 'agent-groups'],
      queryFn: async ({ signal }) => (await call(routes.listAgentGroups, {}, { signal })).agentGroups,
      refetchInterval: EVERY_MS,
    },
    queryClient,
  );
}

/** Does what changes something, and shows the lists anew after it. */
export function useChange() {
  return useMutation(
    {
      mutationFn: (change: () => Promise<unknown>) => change(),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
    },
    queryClient,
  );
}
