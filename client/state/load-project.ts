import { z } from 'zod';
import { ProjectState } from '../../shared/api/project-replies.ts';
import { projectRoutes } from '../../shared/api/routes/project-routes.ts';
import { Activity } from '../../shared/project/activity.ts';
import type { Id } from '../../shared/project/id.ts';
import { Operation } from '../../shared/project/operation.ts';
import { Project } from '../../shared/project/project.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { inSlices } from './in-slices.ts';

const PARTS = Object.keys(Project.shape);

/** Of a document no more than that it has all its parts: to look into thousands of operations takes longer than to draw them. */
const route = {
  ...projectRoutes.getProject,
  reply: ProjectState.extend({
    project: z.custom<Project>((value) => {
      if (typeof value !== 'object' || value === null) return false;
      const parts = new Map(Object.entries(value));
      return PARTS.every((part) => parts.has(part));
    }),
  }),
};

/** Loads a project to be shown at once. Its document is to be checked with {@link checkDocument} as soon as it is shown. */
export function loadProject(projectId: Id): Promise<z.output<typeof ProjectState>> {
  return call(route, { params: { projectId } });
}

/** Checks a whole document, a little at a time. @throws {ApiError} as any reply that the page does not know. */
export async function checkDocument(project: Project): Promise<void> {
  const isKnown =
    Project.safeParse({ ...project, operations: {}, activities: {} }).success &&
    (await inSlices(Object.values(project.operations), (one) => Operation.safeParse(one).success)) &&
    (await inSlices(Object.values(project.activities), (one) => Activity.safeParse(one).success));
  if (isKnown) return;
  throw new ApiError({
    code: 'reply-unknown',
    status: 200,
    message: 'The project is in a form this page does not know.',
    todo: 'Reload the page: the server may have been updated.',
  });
}
