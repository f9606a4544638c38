import { z } from 'zod';
import { ConnectorId, ConnectorVersion } from '../connector-package/version.ts';
import { DEFAULT_BODY_LIMIT, type Route } from './route.ts';

/** The answer to the question whether a connector is there. */
export const ConnectorAnswer = z.object({
  version: z.string(),
  updated: z.boolean(),
  /** Why it is not the latest version although that was asked for. */
  problem: z.string().optional(),
});
export type ConnectorAnswer = z.infer<typeof ConnectorAnswer>;

/** A version of a connector that agents can download. */
export const ConnectorDownload = z.object({
  version: ConnectorVersion,
  /** SHA-256 of the module, in hex. */
  sha256: z.string().length(64),
  /** Of the module, in bytes. */
  size: z.number().int().min(0),
});
export type ConnectorDownload = z.infer<typeof ConnectorDownload>;

const none = z.strictObject({});

/** What agents call about connectors, with their own credential: a part of the gateway's routes. */
export const agentConnectorRoutes = {
  tellConnectors: {
    id: 'tellConnectors',
    method: 'PUT',
    path: '/agent/v1/connectors',
    caller: 'agent',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    params: none,
    query: none,
    summary: 'Tells the server which connectors the agent has, with their versions, when they have changed.',
    body: z.strictObject({ connectors: z.record(z.string(), z.string()) }),
    reply: none,
  },
  latestConnector: {
    id: 'latestConnector',
    method: 'GET',
    path: '/agent/v1/connectors/:connector',
    caller: 'agent',
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    params: z.strictObject({ connector: ConnectorId }),
    query: none,
    summary:
      'The latest version of a connector, and those that can be downloaded, the newest first. The latest may be one that came with the server.',
    body: none,
    reply: z.object({ latest: z.string(), downloads: z.array(ConnectorDownload) }),
  },
  downloadConnector: {
    id: 'downloadConnector',
    method: 'GET',
    path: '/agent/v1/connectors/:connector/:version',
    caller: 'agent',
    bodyType: 'json',
    replies: 'file',
    bodyLimit: DEFAULT_BODY_LIMIT,
    params: z.strictObject({ connector: ConnectorId, version: ConnectorVersion }),
    query: none,
    summary: 'A version of a connector: an ES module.',
    body: none,
    reply: z.unknown(),
  },
} as const satisfies Record<string, Route>;
