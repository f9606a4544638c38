import { join } from 'node:path';
import { startTestServer, type TestServer } from '../../server/test-server.ts';
import type { AgentDetail } from '../../shared/api/administration.ts';
import type { TestReply } from '../../shared/api/connection-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { call, makePlace } from '../agents/admin-client.ts';
import { type AgentProcess, startAgentProcess } from '../agents/agent-process.ts';
import { ProjectClient } from '../product/api-client.ts';
import { until } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';

/** An agent that somebody has started on another machine. */
export interface WorldAgent {
  name: string;
  /** Where it keeps its credential and its connectors. */
  folder: string;
  process: AgentProcess;
}

/** A server with PostgreSQL, agents as processes, and a project with a connection of the tests' own connector. */
export interface ConnectorWorld {
  server: TestServer;
  project: ProjectClient;
  connectionId: Id;
  /** Starts an agent and waits until it works; with a folder, one that was there before. */
  startAgent(name: string, env?: Record<string, string>): Promise<WorldAgent>;
  /** Ends an agent's process as it would be by a fault of the machine's, and starts it again. */
  startAgain(agent: WorldAgent, env?: Record<string, string>): Promise<void>;
  /** SIGTERM to each that runs, until the server knows. */
  stopAgents(): Promise<void>;
  detail(name: string): Promise<AgentDetail | undefined>;
  /** What the server knows of the version that an agent has; undefined: none. */
  versionOf(name: string, connector?: string): Promise<string | undefined>;
  test(settings?: Settings): Promise<TestReply>;
  setPolicy(disableAutoConnectorUpdate: boolean): Promise<void>;
  /** Draws an operation that says which version runs it; gives its id. */
  draw(settings?: Settings): Promise<Id>;
  /** Runs it to its end; gives its log. */
  log(operationId: Id): Promise<string[]>;
  close(): Promise<void>;
}

export async function startConnectorWorld(): Promise<ConnectorWorld> {
  const server = await startTestServer();
  const { url } = server;
  const { agentGroupId, environmentId } = await makePlace(url, 'Plant');
  const project = await ProjectClient.create(url, 'Connectors');
  const { projectId } = project;
  await call(url, routes.setProjectEnvironment, { params: { projectId }, body: { environmentId } });
  const connection = { id: newId('con'), connector: 'echo', name: 'Echo', settings: { word: 'hi' } };
  await project.edit('Connect', { type: 'connection.create', connection });
  let agents: WorldAgent[] = [];
  let drawn = 0;

  const detail = async (name: string) => {
    const { agentGroups } = await call(url, routes.listAgentGroups);
    return agentGroups.flatMap((group) => group.agents).find((agent) => agent.name === name);
  };
  const markStopped = (name: string) =>
    server.database.db.updateTable('agents').set({ state: 'Stopped' }).where('name', '=', name).execute();
  const works = (name: string) => until(`${name} works`, async () => (await detail(name))?.state === 'Running');

  return {
    server,
    project,
    connectionId: connection.id,
    detail,
    startAgent: async (name, env = {}) => {
      const folder = join(temporaryFolder(), 'agent');
      const { token } = await call(url, routes.addAgent, { params: { agentGroupId }, body: { name } });
      const agent = {
        name,
        folder,
        process: startAgentProcess(url, { SLUICE_AGENT_TOKEN: token, SLUICE_AGENT_DIR: folder, ...env }),
      };
      agents.push(agent);
      await works(name);
      return agent;
    },
    startAgain: async (agent, env = {}) => {
      agent.process.child.kill('SIGKILL');
      await agent.process.exited;
      await markStopped(agent.name);
      agent.process = startAgentProcess(url, { SLUICE_AGENT_DIR: agent.folder, ...env });
      await works(agent.name);
    },
    stopAgents: async () => {
      const running = agents;
      agents = [];
      await Promise.all(
        running.map(async (agent) => {
          await agent.process.stop();
          // It tells that once, and not for long: a server that was too busy finds it silent.
          const isKnown = async () => /Stopped|Offline/.test((await detail(agent.name))?.state ?? '');
          await until(`${agent.name} has stopped`, isKnown);
          await markStopped(agent.name);
        }),
      );
    },
    versionOf: async (name, connector = 'echo') => (await detail(name))?.connectors[connector],
    test: (settings = { word: 'hi' }) => {
      const body = { connector: 'echo', name: 'Echo', settings };
      return call(url, routes.testConnection, { params: { projectId }, body });
    },
    setPolicy: async (disableAutoConnectorUpdate) => {
      await call(url, routes.setPolicy, { body: { disableAutoConnectorUpdate } });
    },
    draw: (settings = {}) => {
      drawn += 1;
      const activity = { connectionId: connection.id, type: 'say', name: `Say ${drawn}`, settings };
      return project.draw(`Operation ${drawn}`, [activity]);
    },
    log: async (operationId) => {
      const { id } = await project.ended(await project.run(operationId));
      return (await project.messages(id)).map(({ text }) => text);
    },
    close: async () => {
      await Promise.all(agents.map((agent) => agent.process.stop()));
      await server.close();
    },
  };
}
