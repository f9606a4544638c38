import { z } from 'zod';
import { MOST_NO_PROXY } from '../proxy/most-entries.ts';

/** An agent's proxy as those who look after it see it: whether there is a password, never the password. */
export const AgentProxyDetail = z.object({
  host: z.string(),
  port: z.number().int(),
  userName: z.string(),
  hasPassword: z.boolean(),
  noProxy: z.array(z.string()),
});
export type AgentProxyDetail = z.infer<typeof AgentProxyDetail>;

/** A proxy to be set. Its fields are looked at by `proxyProblems`. */
export const AgentProxyInput = z.strictObject({
  host: z.string().trim().max(300),
  port: z.number(),
  userName: z.string().max(1000),
  /** Absent: the stored one stays. Empty: there is none from now on. */
  password: z.string().max(1000).optional(),
  noProxy: z.array(z.string().trim().max(300)).max(MOST_NO_PROXY * 2),
});
export type AgentProxyInput = z.infer<typeof AgentProxyInput>;
