import { z } from 'zod';
import { ADMINISTRATOR, PERSON } from '../../access/need.ts';
import { Limits } from '../limits.ts';
import { none } from './params.ts';
import { route } from './route-of.ts';

/** What is kept of runs. */
export const limitRoutes = {
  getLimits: route({
    id: 'getLimits',
    method: 'GET',
    path: '/api/limits',
    need: PERSON,
    summary:
      'How long logs and debug data are kept, and how much of the latter; and what holds where nobody has set anything else.',
    reply: z.object({ limits: Limits, defaults: Limits }),
  }),
  setLimits: route({
    id: 'setLimits',
    method: 'PUT',
    path: '/api/limits',
    need: ADMINISTRATOR,
    summary: 'Sets how long logs and debug data are kept, and how much of the latter. What is older is removed.',
    body: z.strictObject(Limits.shape),
    reply: none,
  }),
} as const;
