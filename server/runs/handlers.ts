import { routes } from '../../shared/api/routes.ts';
import { type HandlerTable, handleFile, handleJson } from '../http/handler.ts';
import type { Runs } from './service.ts';

export function runHandlers(runs: Runs): HandlerTable {
  return [
    handleJson(routes.runOperation, ({ params, body }) =>
      runs.submit(params.projectId, params.operationId, body.deploy),
    ),
    handleJson(routes.listRuns, ({ params, query }) => runs.list(params.projectId, query)),
    handleJson(routes.getRun, ({ params }) => runs.get(params.projectId, params.runId)),
    handleJson(routes.listMessages, async ({ params, query }) => ({
      messages: await runs.messages(params.projectId, params.runId, query.after, query.limit),
    })),
    handleJson(routes.cancelRun, ({ params }) => runs.cancel(params.projectId, params.runId)),
    handleFile(routes.getOutput, async ({ params }) => {
      const { content, operationName } = await runs.output(params.projectId, params.runId, params.stepId);
      return {
        contentType: 'application/json; charset=utf-8',
        fileName: `${operationName}.json`,
        contentEncoding: 'gzip',
        body: content,
      };
    }),
  ];
}
