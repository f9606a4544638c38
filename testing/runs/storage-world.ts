import { pino } from 'pino';
import { Agent, type AgentOptions } from '../../agent/agent.ts';
import { installedConnectors } from '../../agent/executors.ts';
import { createGateway } from '../../agent/gateway.ts';
import { ItemThreads } from '../../agent/threads/item-threads.ts';
import type { EndpointOptions } from '../../connectors/amazon-s3/executor/endpoints.ts';
import { createExecutor } from '../../connectors/amazon-s3/executor/executor.ts';
import { type TestStore, testStore } from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { credentialHash, newCredential } from '../../server/agents/credential.ts';
import { startTestServer, type TestServer } from '../../server/test-server.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import type { Run } from '../../shared/runs/run.ts';
import { ProjectClient } from '../product/api-client.ts';
import { connectorsWith } from './test-executor.ts';

const KEY_ID = 'AKIATESTCONNECTOR123';
const SECRET = 'secret/for+tests';
const OTHER = { accessKeyId: 'AKIATESTOTHERACCOUNT', secretAccessKey: 'another/secret+for+tests' };
const silent = pino({ level: 'silent' });
/** Threads at once, whether or not they pay. */
const EAGER = { most: 1, startsAfter: 0, busyFrom: 0, lookMs: 0 };

/** A server with a project, an embedded store, and agents with the real connector: for tests of what arrives at a storage. */
export interface StorageWorld {
  server: TestServer;
  project: ProjectClient;
  at: TestStore;
  /**
   * Draws an operation: activity type and settings of each step; a list is of the bucket `data` unless said. A Put has an
   * account of its own, so that its storage cannot copy by itself, and the bytes pass.
   */
  draw(...steps: [type: string, settings: Settings][]): Promise<Id>;
  /** The same with one account for all steps. */
  drawOnOne(...steps: [type: string, settings: Settings][]): Promise<Id>;
  /** Runs it and waits for its end. */
  run(operationId: Id): Promise<Run>;
  startAgent(): Promise<Agent>;
  /** One that has threads work on objects from the first ones on. */
  startThreadedAgent(): Promise<Agent>;
  /** Puts so many small objects at once; their keys end in their number. */
  fill(prefix: string, count: number, bucket?: string): Promise<void>;
  report(runId: Id, which: 'receipts' | 'failures', format?: 'json' | 'csv'): Promise<string>;
  close(): Promise<void>;
}

export async function startStorageWorld(
  options: Pick<EndpointOptions, 'copyLimits' | 'partLimits'> = {},
): Promise<StorageWorld> {
  const at = await testStore({ credentials: [OTHER] });
  const server = await startTestServer();
  const project = await ProjectClient.create(server.url, 'For each');
  const storage = { url: at.url, accessKeyId: KEY_ID, secretAccessKey: SECRET };
  const connectionId = await project.connect('Storage', storage);
  const targetId = await project.connect('Target', { url: at.url, ...OTHER });
  const agents: Agent[] = [];
  const executors: { close(): void }[] = [];
  let drawn = 0;
  const draw = (putsBy: Id, steps: [type: string, settings: Settings][]) => {
    drawn += 1;
    return project.draw(
      `Operation ${drawn}`,
      steps.map(([type, settings], index) => ({
        connectionId: type === 'put-object' ? putsBy : connectionId,
        type,
        name: `${type} ${drawn} ${index}`,
        settings: { bucketOptions: 'text', ...(type === 'list-objects' ? { bucket: 'data' } : {}), ...settings },
      })),
    );
  };
  const startAgent = async (how: Pick<AgentOptions, 'connectors' | 'threads'>) => {
    const agentId = newId('agt');
    const credential = newCredential();
    const row = { id: agentId, name: agentId, agent_group_id: 'grp_cloud', connectors: '{}' };
    const values = { ...row, credential_hash: credentialHash(credential) };
    await server.database.db.insertInto('agents').values(values).execute();
    const agent = new Agent({ ...how, gateway: createGateway(server.url, credential), slots: 4, log: silent });
    agents.push(agent);
    void agent.run().catch(() => undefined);
    return agent;
  };
  return {
    server,
    project,
    at,
    draw: (...steps) => draw(targetId, steps),
    drawOnOne: (...steps) => draw(connectionId, steps),
    run: async (operationId) => project.ended(await project.run(operationId)),
    startAgent: async () => {
      const executor = createExecutor({ ...options, pauses: { baseMs: 1, capMs: 5 } });
      executors.push(executor);
      return startAgent({ connectors: connectorsWith(executor) });
    },
    startThreadedAgent: async () => {
      const threads = new ItemThreads({ ...EAGER, shipped: installedConnectors, log: silent });
      return startAgent({ connectors: installedConnectors, threads });
    },
    fill: async (prefix, count, bucket = 'data') => {
      const keys = Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(6, '0')}`);
      const waiting = keys.values();
      const put = async () => {
        for (const key of waiting) await at.witness.put(key, `content of ${key}`, { Bucket: bucket });
      };
      await Promise.all(Array.from({ length: 32 }, put));
    },
    report: async (runId, which, format = 'json') => {
      const answer = await fetch(`${project.base}/runs/${runId}/${which}?format=${format}`);
      if (!answer.ok) throw new Error(await answer.text());
      return answer.text();
    },
    close: async () => {
      await Promise.all(agents.map((agent) => agent.stop(1_500)));
      for (const executor of executors) executor.close();
      await server.close();
      await at.stop();
    },
  };
}
