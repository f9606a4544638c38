import { askHandlers } from '../agents/ask-handlers.ts';
import { agentHandlers } from '../agents/handlers.ts';
import { agentOfCredential } from '../agents/presence.ts';
import { createQuestions } from '../agents/questions.ts';
import { createSweeper } from '../agents/sweeper.ts';
import { createWake } from '../agents/wake.ts';
import type { Core, Execution } from '../core.ts';
import { deploymentHandlers } from '../deployments/handlers.ts';
import { createDeployments } from '../deployments/service.ts';
import { createEnvironments } from '../environments/service.ts';
import { runHandlers } from './handlers.ts';
import { createRunQueue } from './run-queue.ts';
import { createRuns } from './service.ts';

/** Everything that runs things, put together. */
export function createExecution(core: Core): Execution {
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
  return {
    handlers: [
      ...askHandlers(core, environments, questions),
      ...deploymentHandlers(database, deployments),
      ...runHandlers(runs),
      ...agentHandlers({ core, queue, questions, wake, environments }),
    ],
    verifyAgent: (credential) => agentOfCredential(db, credential),
    environmentOf: (projectId) => environments.statusOf(db, projectId),
    deployedOf: (projectId) => deployments.deployedOf(db, projectId),
    lastRunsOf: (projectId) => runs.lastOf(projectId),
    start: async () => {
      for (const agentGroupId of await environments.agentGroups(db)) await queue.prepare(agentGroupId);
      await wake.start();
      sweeper.start();
    },
    stop: async () => {
      wake.stop();
      await sweeper.stop();
    },
  };
}
