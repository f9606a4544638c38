import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditEntry } from '../../../shared/api/audit.ts';
import { routes } from '../../../shared/api/routes.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/query-client.ts';
import { type AuditSearch, auditFilter } from './audit-search.ts';

const PAGE_SIZE = 50;
/** How often the newest are asked for again, while no older ones are shown. */
const EVERY_MS = 4_000;

export interface AuditList {
  /** The newest first; null until the first answer. */
  readonly entries: readonly AuditEntry[] | null;
  readonly error: Error | null;
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly busy: boolean;
  loadOlder(): void;
  refresh(): void;
}

/** The audit log by pages. */
export function useAudit(search: AuditSearch): AuditList {
  const query = useInfiniteQuery(
    {
      queryKey: ['audit', search],
      // Numbers begin at 1.
      initialPageParam: 0,
      refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : EVERY_MS),
      queryFn: ({ pageParam, signal }: { pageParam: number; signal: AbortSignal }) =>
        call(
          routes.listAudit,
          {
            query: {
              ...auditFilter(search, Date.now()),
              limit: PAGE_SIZE,
              ...(pageParam === 0 ? {} : { before: pageParam }),
            },
          },
          { signal },
        ),
      getNextPageParam: (page) => page.next ?? undefined,
    },
    queryClient,
  );
  return {
    entries: query.data?.pages.flatMap((page) => page.entries) ?? null,
    error: query.error,
    hasOlder: query.hasNextPage,
    loadingOlder: query.isFetchingNextPage,
    busy: query.isFetching,
    loadOlder: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
  };
}

/** The projects that there are, to choose from. */
export function useProjectNames() {
  return useQuery(
    {
      queryKey: ['projects'],
      queryFn: async ({ signal }) => (await call(routes.listProjects, {}, { signal })).projects,
      refetchOnMount: 'always',
    },
    queryClient,
  );
}
