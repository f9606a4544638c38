import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { DeploymentDetail, DeploymentSummary, Revision } from '../../shared/api/history.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { useDesigner } from '../state/designer.ts';
import type { Paged } from './Pages.tsx';

/** The deployments of a project by pages, the newest first; those made meanwhile come by themselves. */
export function useDeployments(projectId: Id): { deployments: readonly DeploymentSummary[]; paged: Paged } {
  const deployed = useDesigner((state) => state.deployed);
  const query = useInfiniteQuery(
    {
      queryKey: ['deployments', projectId],
      initialPageParam: undefined,
      queryFn: ({ pageParam, signal }: { pageParam: number | undefined; signal: AbortSignal }) =>
        call(
          routes.listDeployments,
          { params: { projectId }, query: pageParam === undefined ? {} : { before: pageParam } },
          { signal },
        ),
      getNextPageParam: (page) => page.next ?? undefined,
    },
    queryClient,
  );
  useAgain(deployed, query.refetch);
  return { deployments: query.data?.pages.flatMap((page) => page.deployments) ?? [], paged: pagedOf(query) };
}

/** The edits of a project by pages, the newest first; `oldest`: what can be brought back begins there. */
export function useRevisions(projectId: Id): { revisions: readonly Revision[]; oldest: number; paged: Paged } {
  const revision = useDesigner((state) => state.revision);
  const query = useInfiniteQuery(
    {
      queryKey: ['revisions', projectId],
      initialPageParam: undefined,
      queryFn: ({ pageParam, signal }: { pageParam: number | undefined; signal: AbortSignal }) =>
        call(
          routes.listRevisions,
          { params: { projectId }, query: { limit: 200, ...(pageParam === undefined ? {} : { before: pageParam }) } },
          { signal },
        ),
      getNextPageParam: (page) => page.next ?? undefined,
    },
    queryClient,
  );
  useAgain(revision, query.refetch);
  return {
    revisions: query.data?.pages.flatMap((page) => page.revisions) ?? [],
    oldest: query.data?.pages[0]?.oldest ?? 0,
    paged: pagedOf(query),
  };
}

/** One deployment with what changed by it. */
export function useDeployment(
  projectId: Id,
  deploymentId: Id,
): { detail: DeploymentDetail | null; error: Error | null } {
  const query = useQuery(
    {
      queryKey: ['deployment', projectId, deploymentId],
      // A deployment never changes.
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: ({ signal }) => call(routes.getDeployment, { params: { projectId, deploymentId } }, { signal }),
    },
    queryClient,
  );
  return { detail: query.data ?? null, error: query.error };
}

interface Query {
  data: { pages: readonly ({ deployments: readonly unknown[] } | { revisions: readonly unknown[] })[] } | undefined;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
  refetch(): Promise<unknown>;
}

function pagedOf(query: Query): Paged {
  const first = query.data?.pages[0];
  const items = first && ('deployments' in first ? first.deployments : first.revisions);
  return {
    isEmpty: items ? items.length === 0 : null,
    error: query.error,
    hasOlder: query.hasNextPage,
    isLoadingOlder: query.isFetchingNextPage,
    loadOlder: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** Asks again when what is shown may have grown. */
function useAgain(mark: unknown, refetch: () => Promise<unknown>): void {
  const before = useRef(mark);
  useEffect(() => {
    if (before.current === mark) return;
    before.current = mark;
    void refetch();
  }, [mark, refetch]);
}
