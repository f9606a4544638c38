import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { call } from '../api/call.ts';

const KEY = ['projects'];

/** All projects, the last changed first. */
export function useProjects() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await call(routes.listProjects, {}, { signal })).projects,
    refetchOnMount: 'always',
  });
}

export function useCreateProject() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => call(routes.createProject, { body: { name } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useDeleteProject() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (projectId: Id) => call(routes.deleteProject, { params: { projectId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
