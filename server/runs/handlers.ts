import { Readable } from 'node:stream';
import { routes } from '../../shared/api/routes.ts';
import type { RunQuery } from '../../shared/runs/run-query.ts';
import { type HandlerTable, handleFile, handleJson } from '../http/handler.ts';
import type { ListFilter, Runs } from './service.ts';

export function runHandlers(runs: Runs): HandlerTable {
  return [
    handleJson(routes.runOperation, ({ params, body, who }) =>
      runs.submit(params.projectId, params.operationId, body.deploy, body.clientId, body.globals, who.person?.id),
    ),
    handleJson(routes.listRuns, ({ params, query }) => runs.list(params.projectId, searchOf(query))),
    handleJson(routes.getRun, ({ params }) => runs.get(params.projectId, params.runId)),
    handleJson(routes.getRunGlobals, ({ params }) => runs.globals(params.projectId, params.runId)),
    handleJson(routes.listMessages, async ({ params, query }) => ({
      messages: await runs.messages(params.projectId, params.runId, query.after, query.limit),
    })),
    handleFile(routes.downloadLog, async ({ params, query }) => {
      const { lines, operationName, at } = await runs.log(params.projectId, params.runId, query.format);
      const stamp = at.toISOString().slice(0, 19).replaceAll(':', '-');
      return {
        contentType: query.format === 'jsonl' ? 'application/jsonl; charset=utf-8' : 'text/plain; charset=utf-8',
        fileName: `${operationName} ${stamp}.${query.format === 'jsonl' ? 'jsonl' : 'log'}`,
        body: Readable.from(lines, { objectMode: false }),
      };
    }),
    handleJson(routes.getThroughput, ({ params }) => runs.throughput(params.projectId, params.runId)),
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

/** The query of the URL: its times as such, and one state as several. */
function searchOf({ state, states, from, to, ...query }: RunQuery): ListFilter {
  return {
    ...query,
    states: state === undefined ? states : [state],
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}
