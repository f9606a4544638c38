import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProxySettings } from '../shared/proxy/proxy-settings.ts';
import { ownProxy } from './proxy/own-proxy.ts';

/** How an agent proves which one it is; see `agent/credential.ts`. */
export interface AgentIdentity {
  credential: string | undefined;
  /** The one-time token to register with. */
  token: string | undefined;
  /** Where it keeps its credential after the registration. */
  folder: string;
}

/** What an agent is told by its environment. */
export interface AgentSettings {
  /** Where the server is, e.g. `http://127.0.0.1:7460`. */
  serverUrl: string;
  identity: AgentIdentity;
  /** How many runs it executes at once. */
  slots: number;
  /** How long its runs may go on after it was asked to end. */
  stopWithinMs: number;
  /** Whether it takes itself out of its group when it ends: for containers that come and go. */
  deregisters: boolean;
  /** What its runs may hold together of bytes on their way, in bytes. */
  transferMemory: number;
  /** The proxy that its environment gives it. */
  proxy: ProxySettings | undefined;
}

const MiB = 1024 ** 2;
/** What the agent itself needs of its memory, however little it does. */
const OWN_MIB = 160;
const MEMORY_MIB = 256;
const LEAST_MEMORY_MIB = 192;

const Environment = z.object({
  SLUICE_SERVER_URL: z.url({
    protocol: /^https?$/,
    error: 'SLUICE_SERVER_URL must be the address of the server, e.g. https://sluice.example.com.',
  }),
  SLUICE_AGENT_CREDENTIAL: z.string().min(1).optional(),
  SLUICE_AGENT_TOKEN: z.string().min(1).optional(),
  SLUICE_AGENT_DIR: z.string().min(1).optional(),
  SLUICE_AGENT_STOP_SECONDS: z.coerce
    .number({ error: 'SLUICE_AGENT_STOP_SECONDS must be a number of seconds.' })
    .min(1, { error: 'SLUICE_AGENT_STOP_SECONDS must be at least 1.' })
    .max(86_400, { error: 'SLUICE_AGENT_STOP_SECONDS must be at most a day.' })
    .default(20),
  SLUICE_AGENT_DEREGISTER: z
    .enum(['true', 'false'], { error: 'SLUICE_AGENT_DEREGISTER must be true or false.' })
    .default('false'),
  SLUICE_AGENT_SLOTS: z.coerce
    .number({ error: 'SLUICE_AGENT_SLOTS must be a number from 1 to 1024.' })
    .int()
    .min(1)
    .max(1024)
    .optional(),
  SLUICE_TRANSFER_MEMORY: z.coerce
    .number({ error: `SLUICE_TRANSFER_MEMORY must be a number of MiB, at least ${LEAST_MEMORY_MIB}.` })
    .int()
    .min(LEAST_MEMORY_MIB, { error: `SLUICE_TRANSFER_MEMORY must be at least ${LEAST_MEMORY_MIB} (MiB).` })
    .default(MEMORY_MIB),
  SLUICE_PROXY_URL: z.string().optional(),
  SLUICE_NO_PROXY: z.string().optional(),
});

/** @throws {Error} with a message for the person who starts the agent. */
export function readSettings(environment: NodeJS.ProcessEnv): AgentSettings {
  const result = Environment.safeParse(environment);
  if (!result.success) throw new Error(result.error.issues[0]?.message ?? 'The agent’s settings are wrong.');
  const { data } = result;
  const { SLUICE_SERVER_URL, SLUICE_AGENT_SLOTS, SLUICE_TRANSFER_MEMORY } = data;
  return {
    serverUrl: SLUICE_SERVER_URL,
    identity: {
      credential: data.SLUICE_AGENT_CREDENTIAL,
      token: data.SLUICE_AGENT_TOKEN,
      folder: data.SLUICE_AGENT_DIR ?? join(homedir(), '.sluice-agent'),
    },
    stopWithinMs: data.SLUICE_AGENT_STOP_SECONDS * 1000,
    deregisters: data.SLUICE_AGENT_DEREGISTER === 'true',
    slots: SLUICE_AGENT_SLOTS ?? 2 * availableParallelism(),
    transferMemory: (SLUICE_TRANSFER_MEMORY - OWN_MIB) * MiB,
    proxy: ownProxy(data.SLUICE_PROXY_URL, data.SLUICE_NO_PROXY),
  };
}
