import { useQuery } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import type { BrowseItem } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { designer } from '../state/designer.ts';

export interface Browse {
  /** Null until the first answer. */
  readonly items: readonly BrowseItem[] | null;
  readonly failure: { message: string; todo: string } | null;
  readonly loading: boolean;
  refresh(): void;
}

/** What one of a connection's browse fields offers, asked through an agent; kept for a minute. */
export function useBrowse(projectId: Id, connectionId: Id | null, what: string): Browse {
  const query = useQuery(
    {
      queryKey: ['browse', projectId, connectionId, what],
      enabled: connectionId !== null,
      retry: false,
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      queryFn: async ({ signal }) => {
        await designer.getState().saved();
        const params = { projectId, connectionId: connectionId ?? '' };
        return (await call(routes.browse, { params, body: { what } }, { signal })).items;
      },
    },
    queryClient,
  );
  return {
    items: query.data ?? null,
    failure: query.error && !query.isFetching ? failureOf(query.error) : null,
    loading: query.isFetching,
    refresh: () => void query.refetch(),
  };
}

function failureOf(error: Error) {
  return { message: error.message, todo: error instanceof ApiError ? error.todo : 'Reload the page.' };
}
