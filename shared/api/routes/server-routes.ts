import { z } from 'zod';
import { ANYONE, PERSON } from '../../access/need.ts';
import { route } from './route-of.ts';

/** The server itself. */
export const serverRoutes = {
  health: route({
    id: 'health',
    method: 'GET',
    path: '/api/health',
    need: ANYONE,
    caller: 'anyone',
    summary: 'Whether the server and its database answer.',
    reply: z.object({
      status: z.enum(['ok', 'degraded']),
      version: z.string(),
      database: z.enum(['ok', 'unavailable']),
    }),
  }),
  openapi: route({
    id: 'openapi',
    method: 'GET',
    path: '/api/openapi.json',
    need: PERSON,
    summary: 'This description of the API.',
    reply: z.record(z.string(), z.unknown()),
  }),
} as const;
