import { administrationHandlers } from '../administration/handlers.ts';
import { defaultLimits, limitHandlers, readLimits } from '../administration/limits.ts';
import type { SharedRegistration } from '../administration/shared-registration.ts';
import { askHandlers } from '../agents/ask-handlers.ts';
import { agentHandlers } from '../agents/handlers.ts';
import { agentOfCredential } from '../agents/presence.ts';
import { createQuestions } from '../agents/questions.ts';
import { beginServer, tellSteady } from '../agents/steadiness.ts';
import { createSweeper } from '../agents/sweeper.ts';
import { createWake } from '../agents/wake.ts';
import { connectorHandlers } from '../connectors/handlers.ts';
import type { Core, Execution } from '../core.ts';
import { debugHandlers } from '../debug/handlers.ts';
import { deploymentHandlers } from '../deployments/handlers.ts';
import { createDeployments } from '../deployments/service.ts';
import { createEnvironments } from '../environments/service.ts';
import { mailHandlers } from '../mail/handlers.ts';
import { fireDue } from '../schedules/fire.ts';
import { scheduleHandlers } from '../schedules/handlers.ts';
import { repeat } from '../schedules/repeat.ts';
import { createSchedules } from '../schedules/service.ts';
import { databaseNow } from '../schedules/store.ts';
import { transferHandlers } from '../transfers/handlers.ts';
import { uploadHandlers } from '../uploads/handlers.ts';
import { abortLeftovers, forgetCompleted } from '../uploads/janitor.ts';
import { variableHandlers } from '../variables/handlers.ts';
import { runHandlers } from './handlers.ts';
import { releaseHeld } from './release.ts';
import { removeOldRuns } from './retention.ts';
import { createRunQueue } from './run-queue.ts';
import { createRuns } from './service.ts';

const TEN_MINUTES_MS = 600_000;

/** Everything that runs things, put together. */
export interface ExecutionOptions {
  logDays: number;
  version: string;
  /** The token that any number of agents may register with, if there is one. */
  sharedRegistration?: SharedRegistration | null | undefined;
}

export function createExecution(core: Core, options: ExecutionOptions): Execution {
  const { database } = core;
  const { db } = database;
  const wake = createWake(database);
  const queue = createRunQueue(database);
  const environments = createEnvironments(core);
  const deployments = createDeployments(core);
  const questions = createQuestions(core, wake);
  const tellCancel = (trx: typeof db, agentId: string) => wake.tell(trx, `cancel ${agentId}`);
  const runs = createRuns({ core, deployments, environments, queue, tellCancel });
  const sweeper = createSweeper({ core, queue, environments, questions });
  const limits = defaultLimits(options.logDays);
  const stopping = new AbortController();
  const shared = options.sharedRegistration ?? null;
  const timed = { core, queue, environments, now: databaseNow };
  const clocks = [
    repeat(core, 'Telling that the server is there', 1_000, () => tellSteady(db, core.serverId)),
    repeat(core, 'Starting scheduled runs', 1_000, () => fireDue(timed)),
    repeat(core, 'Tidying the order of runs', TEN_MINUTES_MS, () => queue.tidy()),
    repeat(core, 'Removing old logs', TEN_MINUTES_MS, async () =>
      removeOldRuns(db, (await readLimits(db, limits)).logDays),
    ),
    repeat(core, 'Forgetting completed uploads', TEN_MINUTES_MS, () => forgetCompleted(db)),
    repeat(core, 'Aborting uploads that runs have left open', 2_000, () =>
      abortLeftovers({ core, questions }, stopping.signal),
    ),
    repeat(core, 'Releasing runs that were held back', 1_000, () => releaseHeld(timed)),
  ];
  return {
    handlers: [
      ...askHandlers(core, environments, questions),
      ...mailHandlers(core, environments, questions),
      ...deploymentHandlers(database, deployments),
      ...runHandlers(runs),
      ...transferHandlers(core),
      ...uploadHandlers(core),
      ...debugHandlers(core, limits),
      ...variableHandlers(core, environments),
      ...scheduleHandlers(createSchedules(timed)),
      ...connectorHandlers(core, wake),
      ...limitHandlers(core, limits),
      ...administrationHandlers({ core, environments, queue, wake, version: options.version, shared }),
      ...agentHandlers({ core, queue, questions, wake, environments, version: options.version }),
    ],
    verifyAgent: (credential) => agentOfCredential(db, credential),
    environmentOf: (projectId) => environments.statusOf(db, projectId),
    deployedOf: (projectId) => deployments.deployedOf(db, projectId),
    lastRunsOf: (projectId) => runs.lastOf(projectId),
    start: async () => {
      await beginServer(db, core.serverId);
      for (const agentGroupId of await environments.agentGroups(db)) await queue.prepare(agentGroupId);
      await wake.start();
      core.connectors.follow(wake, stopping.signal);
      sweeper.start();
      for (const clock of clocks) clock.start();
    },
    stop: async () => {
      stopping.abort();
      wake.stop();
      await Promise.all([sweeper.stop(), ...clocks.map((clock) => clock.stop())]);
    },
  };
}
