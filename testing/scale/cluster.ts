import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  KEY_ID,
  SECRET,
  type TestStore,
  testStore,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { call, makePlace } from '../agents/admin-client.ts';
import { type AgentProcess, startAgentProcess } from '../agents/agent-process.ts';
import { type SystemPostgres, startPostgres, systemPostgres } from '../postgres/start-postgres.ts';
import { ProjectClient } from '../product/api-client.ts';
import { kill9, until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { drawCopy, OTHER } from './draw-copy.ts';
import { type Relay, startRelay } from './relay.ts';

/** A server of the cluster, a process that comes back elsewhere when it was killed. */
export interface ClusterServer {
  product: Product;
  /** kill -9, and a new one after `downMs`. */
  kill(downMs: number): Promise<void>;
  /** SIGSTOP, and SIGCONT after `ms`: it takes connections and requests meanwhile, and answers none. */
  freeze(ms: number): Promise<void>;
  /** The same for parts of it, as a test goes. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
}

/** An agent on a machine of its own: behind a network of its own, which leads to the load balancer. */
export interface ClusterAgent {
  id: Id;
  name: string;
  network: Relay;
  /** The runs that it was told are no longer its own. */
  refused: Set<Id>;
  /** kill -9, and the same one again after so many milliseconds, or when that is over. */
  kill(down: number | Promise<unknown>): Promise<void>;
  /** SIGTERM, and the same one again after `downMs`. */
  stop(downMs: number): Promise<void>;
  /** SIGSTOP, and SIGCONT after `ms`. */
  freeze(ms: number): Promise<void>;
  /** The same for parts of it, as a test goes. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  cutNetwork(ms: number): Promise<void>;
}

/** One installation on several machines' worth of processes. */
export interface Cluster {
  postgres: SystemPostgres;
  servers: readonly ClusterServer[];
  agents: readonly ClusterAgent[];
  /** Where clients call: any server may answer. */
  url: string;
  project: ProjectClient;
  store: TestStore;
  /** See `draw-copy.ts`. */
  operationId: Id;
  close(): Promise<void>;
}

/** Processes that start together on a small machine take their time. */
const START_MS = 90_000;

/** @param shuffle puts the servers in the order in which a new connection tries them */
export async function startCluster(options: {
  servers: number;
  agents: number;
  slots: number;
  shuffle<T>(items: readonly T[]): T[];
}): Promise<Cluster> {
  const bin = systemPostgres();
  if (bin === null) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
  const [postgres, store] = await Promise.all([startPostgres(bin), testStore({ credentials: [OTHER] })]);
  const key = randomBytes(32).toString('hex');
  const env = { DATABASE_URL: postgres.url, SLUICE_SECRET_KEY: key, SLUICE_LOCAL_AGENT: 'false' };
  const servers: ClusterServer[] = [];
  for (let index = 0; index < options.servers; index += 1) servers.push(await startServer(env));
  const balancer = await startRelay({
    ports: () => options.shuffle(servers.map(({ product }) => Number(new URL(product.url).port))),
  });
  const { agentGroupId, environmentId } = await makePlace(balancer.url, 'Plant');
  const agents: ClusterAgent[] = [];
  for (let index = 0; index < options.agents; index += 1)
    agents.push(await startAgent(balancer, agentGroupId, `Agent ${index + 1}`, options.slots));
  const project = await ProjectClient.create(balancer.url, 'Scale');
  const params = { projectId: project.projectId };
  await call(balancer.url, routes.setProjectEnvironment, { params, body: { environmentId } });
  await store.witness.put('source', 'one object of many', { Bucket: 'data' });
  const operationId = await drawCopy(project, { url: store.url, accessKeyId: KEY_ID, secretAccessKey: SECRET });
  const areAtWork = async () => {
    const { agentGroups } = await call(balancer.url, routes.listAgentGroups);
    const group = agentGroups.find(({ id }) => id === agentGroupId);
    return group?.agents.filter(({ state }) => state === 'Running').length === options.agents;
  };
  await until('all agents work', areAtWork, START_MS);
  return {
    postgres,
    servers,
    agents,
    url: balancer.url,
    project,
    store,
    operationId,
    close: async () => {
      for (const { network } of agents) network.close();
      balancer.close();
      for (const { product } of servers) await product.kill9('all');
      await postgres.close();
      await store.stop();
    },
  };
}

async function startServer(env: Record<string, string>): Promise<ClusterServer> {
  const options = { dataDir: temporaryFolder(), env, args: ['--no-sample'] };
  const server: ClusterServer = {
    product: await startProduct(options),
    kill: async (downMs) => {
      await server.product.kill9('server');
      await sleep(downMs);
      server.product = await startAtLast(options);
    },
    freeze: async (ms) => {
      server.signal('SIGSTOP');
      await sleep(ms);
      server.signal('SIGCONT');
    },
    signal: (name) => void process.kill(server.product.pid, name),
  };
  return server;
}

/** The database may be away when it starts: whoever keeps a server running starts it again. */
async function startAtLast(options: Parameters<typeof startProduct>[0]): Promise<Product> {
  for (const deadline = Date.now() + 60_000; ; await sleep(200)) {
    try {
      return await startProduct(options);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function startAgent(balancer: Relay, agentGroupId: Id, name: string, slots: number): Promise<ClusterAgent> {
  const { token } = await call(balancer.url, routes.addAgent, { params: { agentGroupId }, body: { name } });
  const refused = new Set<Id>();
  const network = await startRelay({
    ports: () => [Number(new URL(balancer.url).port)],
    onReply: (chunk) => {
      const lost = /"lost":\[("[^\]]+)\]/.exec(chunk.toString('latin1'))?.[1];
      for (const [, id] of lost?.matchAll(/"([^"]+)"/g) ?? []) if (id !== undefined) refused.add(id);
    },
  });
  const folder = temporaryFolder();
  const env = {
    SLUICE_AGENT_TOKEN: token,
    SLUICE_AGENT_DIR: folder,
    SLUICE_AGENT_SLOTS: String(slots),
    SLUICE_AGENT_STOP_SECONDS: '3',
  };
  const start = () => startAgentProcess(network.url, env);
  let process: AgentProcess = start();
  const file = join(folder, 'agent.json');
  const idOf = () => z.object({ agentId: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).agentId;
  const isRegistered = () =>
    Promise.resolve()
      .then(idOf)
      .then(Boolean, () => false);
  await until('the agent is registered', isRegistered, START_MS);
  const signal = (which: 'SIGSTOP' | 'SIGCONT') => void process.child.kill(which);
  return {
    id: idOf(),
    name,
    network,
    refused,
    kill: async (down) => {
      await kill9(process.pid);
      await (typeof down === 'number' ? sleep(down) : down);
      process = start();
    },
    stop: async (downMs) => {
      await process.stop();
      await sleep(downMs);
      process = start();
    },
    freeze: async (ms) => {
      signal('SIGSTOP');
      await sleep(ms);
      signal('SIGCONT');
    },
    signal,
    cutNetwork: async (ms) => {
      network.cut();
      await sleep(ms);
      network.restore();
    },
  };
}
