import { availableParallelism } from 'node:os';
import { z } from 'zod';

/** What an agent is told by its environment. */
export interface AgentSettings {
  /** Where the server is, e.g. `http://127.0.0.1:7460`. */
  serverUrl: string;
  credential: string;
  /** How many runs it executes at once. */
  slots: number;
}

const Environment = z.object({
  SLUICE_SERVER_URL: z.url({
    protocol: /^https?$/,
    error: 'SLUICE_SERVER_URL must be the address of the server, e.g. https://sluice.example.com.',
  }),
  SLUICE_AGENT_CREDENTIAL: z
    .string({ error: 'SLUICE_AGENT_CREDENTIAL must be the credential that was shown when the agent was added.' })
    .min(1),
  SLUICE_AGENT_SLOTS: z.coerce
    .number({ error: 'SLUICE_AGENT_SLOTS must be a number from 1 to 1024.' })
    .int()
    .min(1)
    .max(1024)
    .optional(),
});

/** @throws {Error} with a message for the person who starts the agent. */
export function readSettings(environment: NodeJS.ProcessEnv): AgentSettings {
  const result = Environment.safeParse(environment);
  if (!result.success) throw new Error(result.error.issues[0]?.message ?? 'The agent’s settings are wrong.');
  const { SLUICE_SERVER_URL, SLUICE_AGENT_CREDENTIAL, SLUICE_AGENT_SLOTS } = result.data;
  return {
    serverUrl: SLUICE_SERVER_URL,
    credential: SLUICE_AGENT_CREDENTIAL,
    slots: SLUICE_AGENT_SLOTS ?? 2 * availableParallelism(),
  };
}
