import type { DeployedOperation } from '../shared/api/deployed-operation.ts';
import type { EnvironmentStatus } from '../shared/api/environment-status.ts';
import type { Id } from '../shared/project/id.ts';
import type { Run } from '../shared/runs/run.ts';
import type { AgentProxies } from './administration/proxies.ts';
import type { ConnectorCatalog } from './connectors/catalog.ts';
import type { Database } from './database/connect.ts';
import type { Events } from './events/service.ts';
import type { AgentIdentity, HandlerTable } from './http/handler.ts';
import type { Log } from './log.ts';
import type { Projects } from './projects/service.ts';
import type { Secrets } from './secrets/service.ts';
import type { Variables } from './variables/service.ts';

/** What every capability may use: made once at the start, before the capabilities that run things. */
export interface Core {
  /** What the other servers of the installation know this one by. */
  serverId: Id;
  database: Database;
  log: Log;
  events: Events;
  secrets: Secrets;
  variables: Variables;
  projects: Projects;
  proxies: AgentProxies;
  connectors: ConnectorCatalog;
}

/**
 * What the parts that run things (environments, deployments, runs, agents) offer to the rest of the server. Made from
 * {@link Core} by `createExecution` in `server/runs/execution.ts`.
 */
export interface Execution {
  /** Their routes: test, browse, deploy, run, runs, messages, output, and all of the agent gateway. */
  handlers: HandlerTable;
  /** Whose credential this is; null when it is nobody's. Compares in constant time. */
  verifyAgent(credential: string): Promise<AgentIdentity | null>;
  /** Parts of a ProjectState; of a project that exists. */
  environmentOf(projectId: Id): Promise<EnvironmentStatus>;
  deployedOf(projectId: Id): Promise<DeployedOperation[]>;
  lastRunsOf(projectId: Id): Promise<Run[]>;
  /** Starts the sweeper and whatever else runs on its own. */
  start(): Promise<void>;
  /** Ends open claims and timers. Called before the database closes. */
  stop(): Promise<void>;
}

/** The agent process that the server itself keeps: `startLocalAgent` in `server/agents/local-agent.ts`. */
export interface LocalAgent {
  /** Lets it give back or finish what it holds and ends it, at the latest after `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

export interface LocalAgentOptions {
  core: Core;
  /** Where the agent finds the server, e.g. `http://127.0.0.1:7460`. */
  serverUrl: string;
  dataDir: string;
}
