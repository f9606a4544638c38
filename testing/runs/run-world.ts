import { pino } from 'pino';
import { Agent } from '../../agent/agent.ts';
import { createGateway, type Gateway } from '../../agent/gateway.ts';
import { credentialHash, newCredential } from '../../server/agents/credential.ts';
import { startTestServer, type TestServer } from '../../server/test-server.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { ProjectClient } from '../product/api-client.ts';
import { connectorsWith, TestExecutor } from './test-executor.ts';

/** A server with a project in it, and agents as a test needs them: in this process, with the tests' own executor. */
export interface RunWorld {
  server: TestServer;
  project: ProjectClient;
  connectionId: Id;
  /** Draws Get → Put of two keys. */
  draw(source: string, target: string): Promise<Id>;
  drawList(prefix: string): Promise<Id>;
  /** The gateway of a new agent, driven by the test itself. */
  gateway(name?: string): Promise<{ gateway: Gateway; agentId: Id; credential: string }>;
  startAgent(options?: {
    slots?: number;
    name?: string;
    /** Where it speaks to the server, if not at its own address. */
    url?: string;
  }): Promise<{ agent: Agent; executor: TestExecutor; agentId: Id }>;
  /** Stops those that run in this process. */
  stopAgents(): Promise<void>;
  close(): Promise<void>;
}

const silent = pino({ level: 'silent' });

export async function startRunWorld(): Promise<RunWorld> {
  const server = await startTestServer();
  const project = await ProjectClient.create(server.url, 'Runs');
  const storage = { url: 'http://127.0.0.1:9', accessKeyId: 'key', secretAccessKey: 'the-secret' };
  const connectionId = await project.connect('Storage', storage);
  const agents: Agent[] = [];
  let drawn = 0;
  const fresh = (name: string) => {
    drawn += 1;
    return `${name} ${drawn}`;
  };

  const activity = (type: string, settings: Record<string, string>) => ({
    connectionId,
    type,
    name: fresh(type),
    settings: { bucketOptions: 'text', bucket: 'bucket', ...settings },
  });
  const enrol = async (name = `agent ${newId('agt')}`, url = server.url) => {
    const agentId = newId('agt');
    const credential = newCredential();
    await server.database.db
      .insertInto('agents')
      .values({
        id: agentId,
        name,
        agent_group_id: 'grp_cloud',
        credential_hash: credentialHash(credential),
        connectors: '{}',
      })
      .execute();
    return { gateway: createGateway(url, credential), agentId, credential };
  };
  return {
    server,
    project,
    connectionId,
    draw: (source, target) =>
      project.draw(fresh('Operation'), [
        activity('get-object', { key: source }),
        activity('put-object', { key: target }),
      ]),
    drawList: (prefix) => project.draw(fresh('List'), [activity('list-objects', { prefix })]),
    gateway: (name) => enrol(name),
    startAgent: async ({ slots = 4, name, url } = {}) => {
      const { gateway, agentId } = await enrol(name, url);
      const executor = new TestExecutor();
      const agent = new Agent({ gateway, connectors: connectorsWith(executor), slots, log: silent });
      agents.push(agent);
      void agent.run().catch(() => undefined);
      return { agent, executor, agentId };
    },
    stopAgents: async () => {
      await Promise.all(agents.splice(0).map((agent) => agent.stop(1_500)));
    },
    close: async () => {
      await Promise.all(agents.map((agent) => agent.stop(1_500)));
      await server.close();
    },
  };
}
