import { useInfiniteQuery } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Run } from '../../shared/runs/run.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { useDesigner } from '../state/designer.ts';
import { NO_SEARCH, readText, sinceOf } from './log-search.ts';
import { mergeRuns, type RunFilter } from './run-list.ts';

const PAGE_SIZE = 50;
const REFETCH_MS = 5_000;

export interface RunsList {
  /** Null until the first answer. */
  readonly runs: readonly Run[] | null;
  readonly error: Error | null;
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  loadOlder(): void;
  retry(): void;
}

/** The runs of a project by pages, kept up to date by what the project's event stream tells. */
export function useRuns(projectId: Id, filter: RunFilter): RunsList {
  const live = useDesigner((state) => state.runs);
  const { search = NO_SEARCH } = filter;
  const { operation, message } = readText(search.text);
  const query = useInfiniteQuery(
    {
      queryKey: ['runs', projectId, filter.operationId, filter.workflow, filter.state, search],
      // What the stream of events tells cannot be found by its messages, nor put in another order.
      refetchInterval: message !== null || search.sort !== 'newest' ? REFETCH_MS : false,
      initialPageParam: undefined,
      refetchOnReconnect: 'always',
      queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) => {
        const since = sinceOf(search, Date.now());
        return call(
          routes.listRuns,
          {
            params: { projectId },
            query: {
              limit: PAGE_SIZE,
              ...(filter.operationId ? { operationId: filter.operationId } : {}),
              ...(filter.workflow ? { workflowId: filter.workflow.id } : {}),
              ...(filter.state ? { state: filter.state } : {}),
              ...(since === null ? {} : { from: new Date(since).toISOString() }),
              ...(operation === null ? {} : { operation }),
              ...(message === null ? {} : { message }),
              sort: search.sort,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          { signal },
        );
      },
      getNextPageParam: (page) => page.next ?? undefined,
    },
    queryClient,
  );
  const paged = query.data?.pages.flatMap((page) => page.runs);
  return {
    runs: paged ? mergeRuns(paged, live, filter, query.hasNextPage) : null,
    error: query.error,
    hasOlder: query.hasNextPage,
    loadingOlder: query.isFetchingNextPage,
    loadOlder: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
