import { useMutation, useQuery } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';

const KEY = ['projects'];

/** All projects, the last changed first. */
export function useProjects() {
  return useQuery(
    {
      queryKey: KEY,
      queryFn: async ({ signal }) => (await call(routes.listProjects, {}, { signal })).projects,
      refetchOnMount: 'always',
    },
    queryClient,
  );
}

export function useCreateProject() {
  return useMutation(
    {
      mutationFn: (body: { name: string; environmentId?: Id }) => call(routes.createProject, { body }),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
    },
    queryClient,
  );
}

export function useDeleteProject() {
  return useMutation(
    {
      mutationFn: (projectId: Id) => call(routes.deleteProject, { params: { projectId } }),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
    },
    queryClient,
  );
}
