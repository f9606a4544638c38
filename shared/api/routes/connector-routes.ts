import { z } from 'zod';
import { ADMINISTRATOR, PERSON } from '../../access/need.ts';
import { CurrentConnector, Policy, RegisteredConnector, RegisteredVersion } from '../connectors.ts';
import { none } from './params.ts';
import { route } from './route-of.ts';

/** In base64, of a module of at most 20 MiB, and its descriptor. */
const PUBLISH_LIMIT = 28 * 1024 * 1024;

/** Connectors: what they are, the registry of their versions, and the policy about their updates. */
export const connectorRoutes = {
  listConnectors: route({
    id: 'listConnectors',
    method: 'GET',
    path: '/api/connectors',
    need: PERSON,
    summary: 'Every connector by the descriptor of its latest version, in the order of the palette.',
    reply: z.object({ connectors: z.array(CurrentConnector) }),
  }),
  publishConnector: route({
    id: 'publishConnector',
    method: 'POST',
    path: '/api/connectors',
    need: ADMINISTRATOR,
    summary: 'Publishes a version of a connector. One that is there already is never replaced by another content.',
    bodyLimit: PUBLISH_LIMIT,
    body: z.strictObject({
      /** See `shared/connector-package/descriptor.ts`. */
      descriptor: z.unknown(),
      /** The ES module, in base64: exports `descriptor` and `executor`, and imports nothing but what Node.js has. */
      module: z.string(),
      /** Of the module, in hex: what arrives must be what was sent. */
      sha256: z.string().length(64),
      publishedBy: z.string().max(128).optional(),
    }),
    reply: z.object({ connector: z.string(), ...RegisteredVersion.shape }),
  }),
  listRegistry: route({
    id: 'listRegistry',
    method: 'GET',
    path: '/api/connector-registry',
    need: ADMINISTRATOR,
    summary: 'Every connector with all its versions, and which agents have it.',
    reply: z.object({ connectors: z.array(RegisteredConnector) }),
  }),
  getPolicy: route({
    id: 'getPolicy',
    method: 'GET',
    path: '/api/policy',
    need: PERSON,
    summary: 'What holds for the whole installation.',
    reply: Policy,
  }),
  setPolicy: route({
    id: 'setPolicy',
    method: 'PUT',
    path: '/api/policy',
    need: ADMINISTRATOR,
    summary: 'Sets what holds for the whole installation.',
    body: z.strictObject(Policy.shape),
    reply: none,
  }),
} as const;
