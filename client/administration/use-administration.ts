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

export function useRegistry() {
  return useQuery(
    {
      queryKey: [...KEY, 'registry'],
      queryFn: async ({ signal }) => (await call(routes.listRegistry, {}, { signal })).connectors,
      refetchInterval: EVERY_MS,
    },
    queryClient,
  );
}

export function usePolicy() {
  return useQuery(
    {
      queryKey: [...KEY, 'policy'],
      queryFn: ({ signal }) => call(routes.getPolicy, {}, { signal }),
      refetchInterval: EVERY_MS,
    },
    queryClient,
  );
}

/** What is kept of runs. Asked for again after a change alone: it is edited here. */
export function useLimits() {
  return useQuery(
    { queryKey: [...KEY, 'limits'], queryFn: ({ signal }) => call(routes.getLimits, {}, { signal }) },
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
