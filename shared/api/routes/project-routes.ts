import { z } from 'zod';
import { inProject, PERSON } from '../../access/need.ts';
import { EditEnvelope } from '../../edits/edit.ts';
import { Id } from '../../project/id.ts';
import { ProjectName } from '../../project/name.ts';
import { RevisionPage, RevisionState } from '../history.ts';
import { ProjectState, ProjectSummary, StoredEdit } from '../project-replies.ts';
import { historyPage, MAX_NUMBER, none, projectParams } from './params.ts';
import { route } from './route-of.ts';

/** Projects, their edits and their past designs. */
export const projectRoutes = {
  listProjects: route({
    id: 'listProjects',
    method: 'GET',
    path: '/api/projects',
    need: PERSON,
    summary: 'All projects that one may see, the last changed first.',
    reply: z.object({ projects: z.array(ProjectSummary) }),
  }),
  createProject: route({
    id: 'createProject',
    method: 'POST',
    path: '/api/projects',
    need: { kind: 'environment', level: 'write' },
    summary: 'Makes an empty project, in an environment.',
    body: z.strictObject({
      name: ProjectName,
      /** The default one unless it is said. */
      environmentId: Id.optional(),
    }),
    reply: ProjectSummary,
  }),
  getProject: route({
    id: 'getProject',
    method: 'GET',
    path: '/api/projects/:projectId',
    need: inProject('view-logs'),
    params: projectParams,
    summary:
      'The project document with what is deployed and running. Who may only view logs gets it without the design: empty.',
    reply: ProjectState,
  }),
  deleteProject: route({
    id: 'deleteProject',
    method: 'DELETE',
    path: '/api/projects/:projectId',
    need: inProject('write'),
    params: projectParams,
    summary: 'Deletes a project with its deployments and runs.',
    reply: none,
  }),
  sendEdits: route({
    id: 'sendEdits',
    method: 'POST',
    path: '/api/projects/:projectId/edits',
    need: inProject('write'),
    params: projectParams,
    bodyLimit: 32 * 1024 * 1024,
    summary:
      'Applies edits made on `baseRevision`, all or none. 409 edit-conflict when somebody else has changed the same things since; `details` then holds the edits that were missed.',
    body: z.strictObject({
      baseRevision: z.number().int().min(0),
      clientId: z.string().min(1).max(64),
      edits: z.array(EditEnvelope).min(1).max(1000),
    }),
    reply: z.object({ revision: z.number().int(), missed: z.array(StoredEdit) }),
  }),
  listEdits: route({
    id: 'listEdits',
    method: 'GET',
    path: '/api/projects/:projectId/edits',
    need: inProject('read'),
    params: projectParams,
    query: z.strictObject({ after: z.coerce.number().int().min(0).max(MAX_NUMBER) }),
    summary: 'The edits that came after a revision, oldest first.',
    reply: z.object({ edits: z.array(StoredEdit), revision: z.number().int() }),
  }),
  listRevisions: route({
    id: 'listRevisions',
    method: 'GET',
    path: '/api/projects/:projectId/revisions',
    need: inProject('read'),
    params: projectParams,
    query: historyPage,
    summary: 'The edits of a project without what they change, the newest first, by pages.',
    reply: RevisionPage,
  }),
  getRevision: route({
    id: 'getRevision',
    method: 'GET',
    path: '/api/projects/:projectId/revisions/:revision',
    need: inProject('read'),
    params: z.strictObject({ projectId: Id, revision: z.coerce.number().int().min(0).max(MAX_NUMBER) }),
    summary: 'The design as it was at a revision.',
    reply: RevisionState,
  }),
  projectEvents: route({
    id: 'projectEvents',
    method: 'GET',
    path: '/api/projects/:projectId/events',
    need: inProject('view-logs'),
    params: projectParams,
    replies: 'events',
    query: z.strictObject({
      after: z.coerce.number().int().min(0).max(MAX_NUMBER),
      clientId: z.string().max(64).optional(),
    }),
    summary: 'Server-sent events of a project, from a revision on: see ProjectEvent.',
    reply: z.unknown(),
  }),
} as const;
