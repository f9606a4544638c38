import type { RequestListener } from 'node:http';
import { agentRoutes } from '../shared/api/agent-routes.ts';
import { routes } from '../shared/api/routes.ts';
import { type Id, newId } from '../shared/project/id.ts';
import { accountHandlers } from './access/account-handlers.ts';
import { forgetOldAttempts } from './access/attempts.ts';
import { createKnown } from './access/known.ts';
import { peopleHandlers } from './access/people-handlers.ts';
import { sessionHandlers } from './access/session-handlers.ts';
import { forgetEnded } from './access/sessions.ts';
import { createAgentProxies } from './administration/proxies.ts';
import type { SharedRegistration } from './administration/shared-registration.ts';
import { auditDays, auditHandlers } from './audit/handlers.ts';
import { removeOldEntries } from './audit/queries.ts';
import { createAudit } from './audit/service.ts';
import { createCatalog } from './connectors/catalog.ts';
import type { Core, Execution } from './core.ts';
import type { Database } from './database/connect.ts';
import { createEvents } from './events/service.ts';
import type { HostPolicy } from './http/access.ts';
import type { AccessToken } from './http/access-token.ts';
import { NO_PROXIES, type TrustedProxies } from './http/address.ts';
import { createApp } from './http/app.ts';
import { createGate } from './http/gate.ts';
import { ownHandlers } from './http/own-handlers.ts';
import type { Log } from './log.ts';
import { projectHandlers } from './projects/handlers.ts';
import { createProjects } from './projects/service.ts';
import { createExecution } from './runs/execution.ts';
import { DEFAULT_LOG_DAYS } from './runs/retention.ts';
import { repeat } from './schedules/repeat.ts';
import type { SecretKey } from './secrets/cipher.ts';
import { secretHandlers } from './secrets/handlers.ts';
import { createSecrets } from './secrets/service.ts';
import { createVariables } from './variables/service.ts';

export interface AppParts {
  database: Database;
  log: Log;
  secretKey: SecretKey;
  hosts: HostPolicy;
  /** Null where no access token is asked for. */
  token: AccessToken | null;
  /** Those in front of the server whose word counts about where a request came from; none unless it is said. */
  proxies?: TrustedProxies | undefined;
  clientDir: string;
  version: string;
  /** The same for every start at this place; when it is not said, this start is one of its own. */
  serverId?: Id | undefined;
  /** For how many days runs are kept; 30 when it is not said. */
  logDays?: number | undefined;
  /** The token that any number of agents may register with, if there is one. */
  sharedRegistration?: SharedRegistration | null;
}

export interface App {
  /** Answers HTTP requests; given to whatever listens. */
  handler: RequestListener;
  core: Core;
  execution: Execution;
  /** Starts what runs on its own. */
  start(): Promise<void>;
  /** Ends open streams and claims: whoever waits is told, or sees its connection end. */
  endStreams(): void;
  /** Stops what runs on its own and waits for what is still being written. */
  stop(): Promise<void>;
}

const TEN_MINUTES_MS = 600_000;

/** Puts the server together, without listening. */
export function buildApp(parts: AppParts): App {
  const { database, log } = parts;
  const events = createEvents(database, log);
  const secrets = createSecrets(parts.secretKey);
  const projects = createProjects({ database, events, secrets, log });
  const variables = createVariables(parts.secretKey);
  const proxies = createAgentProxies(parts.secretKey);
  const connectors = createCatalog(database, log);
  const { serverId = newId('srv') } = parts;
  const core: Core = { serverId, database, log, events, secrets, variables, projects, proxies, connectors };
  const { version, logDays = DEFAULT_LOG_DAYS, sharedRegistration } = parts;
  const execution = createExecution(core, { logDays, version, sharedRegistration });
  const stopping = new AbortController();
  const known = createKnown(database);
  const audit = createAudit({ database, projects, log });
  const clock = repeat(core, 'Removing old sessions and entries of the audit log', TEN_MINUTES_MS, async () => {
    await forgetEnded(database.db);
    await forgetOldAttempts(database.db);
    await removeOldEntries(database.db, await auditDays(database.db));
  });
  const handler = createApp({
    tables: [
      ownHandlers(database, parts.version, [...Object.values(routes), ...Object.values(agentRoutes)]),
      projectHandlers(core, execution),
      secretHandlers(core),
      execution.handlers,
      sessionHandlers(core, known, audit),
      accountHandlers(core, known),
      peopleHandlers(core, known),
      auditHandlers(core),
    ],
    hosts: parts.hosts,
    token: parts.token,
    gate: createGate(known, parts.token, parts.proxies ?? NO_PROXIES),
    known,
    audit,
    verifyAgent: execution.verifyAgent,
    clientDir: parts.clientDir,
    log,
    stopping: stopping.signal,
  });
  return {
    handler,
    core,
    execution,
    start: async () => {
      await known.start();
      await execution.start();
      clock.start();
    },
    endStreams: () => stopping.abort(),
    stop: async () => {
      stopping.abort();
      known.stop();
      await clock.stop();
      await execution.stop();
      await projects.close();
    },
  };
}
