import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import type { TreePage } from '../../shared/asking.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { designer } from '../state/designer.ts';
import type { Surroundings } from './form-handle.ts';

export interface TreeView {
  /** Null until the first answer. */
  readonly page: TreePage | null;
  readonly failure: { message: string; todo: string } | null;
  readonly loading: boolean;
  more(): void;
}

/** One folder of a folder-like view, asked through an agent page by page. */
export function useTree(
  { projectId, connectionId }: Surroundings,
  place: { what: string; within: Readonly<Record<string, string>>; folder: string; search: string },
): TreeView {
  const query = useInfiniteQuery(
    {
      queryKey: ['tree', projectId, connectionId, place],
      enabled: connectionId !== null,
      retry: false,
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      placeholderData: keepPreviousData,
      initialPageParam: '',
      queryFn: async ({ signal, pageParam }) => {
        await designer.getState().saved();
        const params = { projectId, connectionId: connectionId ?? '' };
        return call(routes.browseTree, { params, body: { ...place, after: pageParam } }, { signal });
      },
      getNextPageParam: (last) => last.next,
    },
    queryClient,
  );
  const pages = query.data?.pages ?? [];
  const last = pages.at(-1);
  return {
    page: last
      ? {
          folders: [...new Set(pages.flatMap(({ folders }) => folders))],
          items: pages.flatMap(({ items }) => items),
          next: last.next,
        }
      : null,
    failure: query.error && !query.isFetching ? failureOf(query.error) : null,
    loading: query.isFetching,
    more: () => void query.fetchNextPage(),
  };
}

function failureOf(error: Error) {
  return { message: error.message, todo: error instanceof ApiError ? error.todo : 'Reload the page.' };
}
