import { createQuestions } from '../../server/agents/questions.ts';
import type { SweeperParts } from '../../server/agents/sweeper.ts';
import { createWake } from '../../server/agents/wake.ts';
import { createEnvironments } from '../../server/environments/service.ts';
import { createRunQueue } from '../../server/runs/run-queue.ts';
import type { TestServer } from '../../server/test-server.ts';

/** What a sweeper of a test's own needs, beside the one of the server. */
export function sweeperPartsOf({ app: { core } }: TestServer): SweeperParts {
  const { database } = core;
  return {
    core,
    queue: createRunQueue(database),
    environments: createEnvironments(core),
    questions: createQuestions(core, createWake(database)),
  };
}
