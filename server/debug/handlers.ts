import { agentRoutes } from '../../shared/api/agent-routes.ts';
import type { Limits } from '../../shared/api/limits.ts';
import { routes } from '../../shared/api/routes.ts';
import { readLimits } from '../administration/limits.ts';
import type { Core } from '../core.ts';
import { ApiError } from '../http/api-error.ts';
import { type HandlerTable, handleAgentBytes, handleJson } from '../http/handler.ts';
import { selectRun } from '../runs/queries.ts';
import { debugOf, keepDebug } from './store.ts';

/** Debug mode: what went into steps and came out of them, kept by agents, looked at by people. */
export function debugHandlers({ database }: Core, defaults: Limits): HandlerTable {
  const { db } = database;
  return [
    handleJson(routes.getStepDebug, async ({ params: { projectId, runId, stepId } }) => {
      if (!(await selectRun(db, projectId, runId)))
        throw new ApiError('run-unknown', `The project has no run ${runId}.`, {
          todo: 'Its log may have been removed after the time that logs are kept.',
        });
      const kept = await debugOf(db, runId, stepId);
      if (kept) return kept;
      throw new ApiError('debug-unknown', `No input and output is kept of the step ${stepId} of the run ${runId}.`, {
        todo: 'It is kept for a while, of runs that start while debug mode is on in the options of the deployed operation.',
      });
    }),
    handleAgentBytes(agentRoutes.keepDebug, async ({ agent, params, query, bytes }) => {
      const kept = { ...params, fence: query.fence, content: bytes };
      await database.transaction(async (trx) => {
        const { debugDays } = await readLimits(trx, defaults);
        await keepDebug(trx, agent.id, kept, debugDays);
      });
      return {};
    }),
  ];
}
