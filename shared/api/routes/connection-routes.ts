import { z } from 'zod';
import { inProject } from '../../access/need.ts';
import { PermissionReport, TreePage, TreeRequest } from '../../asking.ts';
import { Id } from '../../project/id.ts';
import { Settings } from '../../project/settings.ts';
import { BrowseReply, TestReply } from '../connection-replies.ts';
import { projectParams } from './params.ts';
import { route } from './route-of.ts';

/** What an agent finds out about a connection while it is being set up. */
export const connectionRoutes = {
  testConnection: route({
    id: 'testConnection',
    method: 'POST',
    path: '/api/projects/:projectId/test',
    need: inProject('write'),
    params: projectParams,
    summary: 'Has an agent verify a connection as it is on the screen, saved or not.',
    body: z.strictObject({ connector: z.string().max(64), name: z.string().max(256), settings: Settings }),
    reply: TestReply,
  }),
  sendTestEmail: route({
    id: 'sendTestEmail',
    method: 'POST',
    path: '/api/projects/:projectId/test-email',
    need: inProject('write'),
    params: projectParams,
    summary: 'Has an agent send an e-mail as it is on the screen, saved or not, to its To addresses, marked as a test.',
    body: z.strictObject({ name: z.string().max(256), settings: Settings }),
    reply: TestReply,
  }),
  browse: route({
    id: 'browse',
    method: 'POST',
    path: '/api/projects/:projectId/connections/:connectionId/browse',
    need: inProject('write'),
    params: z.strictObject({ projectId: Id, connectionId: Id }),
    summary: "Has an agent list what one of the connector's browse fields offers, e.g. buckets.",
    body: z.strictObject({ what: z.string().max(64) }),
    reply: BrowseReply,
  }),
  browseTree: route({
    id: 'browseTree',
    method: 'POST',
    path: '/api/projects/:projectId/connections/:connectionId/browse-tree',
    need: inProject('write'),
    params: z.strictObject({ projectId: Id, connectionId: Id }),
    summary: 'Has an agent show one page of a folder-like view, e.g. of the keys of a bucket.',
    body: TreeRequest,
    reply: TreePage,
  }),
  checkPermissions: route({
    id: 'checkPermissions',
    method: 'POST',
    path: '/api/projects/:projectId/check-permissions',
    need: inProject('write'),
    params: projectParams,
    summary: 'Has an agent find out what a connection, as it is on the screen, may do; nothing is left behind.',
    body: z.strictObject({
      connector: z.string().max(64),
      name: z.string().max(256),
      settings: Settings,
      within: z.record(z.string().max(64), z.string().max(4096)),
    }),
    reply: PermissionReport,
  }),
} as const;
