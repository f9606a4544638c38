import { agentRoutes } from '../../shared/api/agent-routes.ts';
import type { Core } from '../core.ts';
import { type HandlerTable, handleAgentBytes } from '../http/handler.ts';
import { keepUploads, readReport } from './store.ts';

/** The multipart uploads of runs, as their agents tell of them. */
export function uploadHandlers({ database }: Core): HandlerTable {
  return [
    handleAgentBytes(agentRoutes.keepUploads, async ({ agent, bytes }) => {
      const report = await readReport(bytes);
      return { lost: await database.transaction((trx) => keepUploads(trx, agent.id, report)) };
    }),
  ];
}
