import { z } from 'zod';
import { Id } from '../project/id.ts';
import { TimeZone } from '../schedules/recurrence.ts';

export const AgentStatus = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['Unregistered', 'Running', 'Draining', 'Stopped', 'Offline']),
  version: z.string(),
  running: z.number().int(),
  slots: z.number().int(),
  lastSeenAt: z.iso.datetime().nullable(),
  /** Somebody wants it to take no more work: then it takes none, whatever its state. Absent: no. */
  isDrained: z.boolean().optional(),
  /** It takes no work until it is of the server's version. Absent: no. */
  isWrongVersion: z.boolean().optional(),
});
export type AgentStatus = z.infer<typeof AgentStatus>;

export const EnvironmentStatus = z.object({
  id: Id,
  name: z.string(),
  /** What a new schedule starts with: where the clocks of the server hang, beside which a cloud group's agents run. */
  timeZone: TimeZone,
  agentGroup: z.object({ id: Id, name: z.string(), kind: z.enum(['cloud', 'private']), agents: z.array(AgentStatus) }),
});
export type EnvironmentStatus = z.infer<typeof EnvironmentStatus>;
