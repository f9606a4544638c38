import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';

/** Submits a run of what is deployed, with a value for `n`; resolves when the server has accepted it. */
export async function submitRun(projectUrl: string, operationId: Id, n: string): Promise<Id> {
  const response = await fetch(`${projectUrl}/operations/${operationId}/run`, {
    method: 'POST',
    // A connection for each, so that each may come to another server.
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ globals: { n } }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return routes.runOperation.reply.parse(JSON.parse(text)).runId;
}
