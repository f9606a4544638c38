import { z } from 'zod';
import { Id } from '../project/id.ts';
import { AgentStatus } from './environment-status.ts';

/** The name of an environment, an agent group or an agent. */
export const AdministrationName = z.string().trim().min(1).max(128);

export const AgentGroupKind = z.enum(['cloud', 'private']);
export type AgentGroupKind = z.infer<typeof AgentGroupKind>;

const Named = z.object({ id: Id, name: z.string() });

/** Where projects live and run. */
export const EnvironmentDetail = z.object({
  ...Named.shape,
  isDefault: z.boolean(),
  agentGroup: z.object({ ...Named.shape, kind: AgentGroupKind }),
  projects: z.array(Named),
});
export type EnvironmentDetail = z.infer<typeof EnvironmentDetail>;

/** An agent, as those who look after it see it. */
export const AgentDetail = z.object({
  ...AgentStatus.shape,
  hostname: z.string(),
  /** The versions of the connectors it has, by connector. */
  connectors: z.record(z.string(), z.string()),
  /** Whether a server keeps it as a process of its own; such a one cannot be removed. */
  isLocal: z.boolean(),
  isDrained: z.boolean(),
  /** Whether it waits because its version does not fit the server's. */
  isWrongVersion: z.boolean(),
});
export type AgentDetail = z.infer<typeof AgentDetail>;

/** An agent that was added and has not registered yet. */
export const PendingAgent = z.object({
  /** Names the registration; nothing can be done with it but to withdraw it. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string(),
  /** Until then it may register. */
  expiresAt: z.iso.datetime(),
});
export type PendingAgent = z.infer<typeof PendingAgent>;

export const AgentGroupDetail = z.object({
  ...Named.shape,
  kind: AgentGroupKind,
  environments: z.array(Named),
  agents: z.array(AgentDetail),
  /** Those whose token is still good, the newest last. */
  pending: z.array(PendingAgent),
});
export type AgentGroupDetail = z.infer<typeof AgentGroupDetail>;

/** What **Add agent** gives: shown once. */
export const Registration = z.object({
  /** One agent can register with it, once. */
  token: z.string(),
  expiresAt: z.iso.datetime(),
  /** The server's, which the agent's must fit. */
  version: z.string(),
});
export type Registration = z.infer<typeof Registration>;
