import { Readable } from 'node:stream';
import { agentRoutes } from '../../shared/api/agent-routes.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Core } from '../core.ts';
import { ApiError } from '../http/api-error.ts';
import { type FileReply, type HandlerTable, handleAgentBytes, handleFile } from '../http/handler.ts';
import { selectRun } from '../runs/queries.ts';
import { type ReportFormat, type ReportKind, reportPieces } from './report.ts';
import { batchesOf, keepBatch, readBatch } from './store.ts';

/** The receipts and the failures of runs: kept by agents, downloaded by people. */
export function transferHandlers({ database }: Core): HandlerTable {
  const { db } = database;
  const file = async (projectId: Id, runId: Id, kind: ReportKind, format: ReportFormat): Promise<FileReply> => {
    const run = await selectRun(db, projectId, runId);
    if (!run)
      throw new ApiError('run-unknown', `The project has no run ${runId}.`, {
        todo: 'Its log may have been removed after the time that logs are kept.',
      });
    const what = kind === 'receipts' ? 'receipts' : 'failed objects';
    return {
      contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
      fileName: `${run.operation_name} ${what}.${format}`,
      body: Readable.from(reportPieces(batchesOf(db, runId, kind), kind, format), { objectMode: false }),
    };
  };
  return [
    handleFile(routes.getReceipts, ({ params, query }) =>
      file(params.projectId, params.runId, 'receipts', query.format),
    ),
    handleFile(routes.getFailures, ({ params, query }) =>
      file(params.projectId, params.runId, 'failures', query.format),
    ),
    handleAgentBytes(agentRoutes.keepTransfers, async ({ agent, params, query, bytes }) => {
      const batch = await readBatch(bytes);
      const at = { ...params, fence: query.fence };
      await database.transaction((trx) => keepBatch(trx, agent.id, at, batch, bytes));
      return {};
    }),
  ];
}
