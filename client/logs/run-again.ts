import { routes } from '../../shared/api/routes.ts';
import type { RunGlobals } from '../../shared/api/variables.ts';
import type { Run } from '../../shared/runs/run.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { runDeployed } from '../commands/run.ts';
import { designer } from '../state/designer.ts';

/**
 * Runs a run's operation once more with the values it was started with, and opens the new run where this one is open.
 * @param known those values, when they have been looked up already
 */
export async function runAgain(
  run: Pick<Run, 'id' | 'projectId' | 'operationId'>,
  known: RunGlobals | null,
): Promise<void> {
  try {
    const { globals } = known ?? (await startedWith(run));
    // Refused, or asked for in a dialog: then this one stays open.
    if (!(await runDeployed(run.operationId, designer.getState(), globals))) return;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const text = `${error.message} ${error.todo}`.trim();
    return designer.getState().notify({ tone: 'error', title: 'The run could not be started', text });
  }
  const { lastRun, logsFocus, openLogs } = designer.getState();
  if (logsFocus.runId === run.id) openLogs({ ...logsFocus, runId: lastRun[run.operationId] ?? run.id });
}

/** The values that a run was started with. @throws {ApiError} */
export function startedWith(
  { projectId, id }: Pick<Run, 'projectId' | 'id'>,
  signal?: AbortSignal,
): Promise<RunGlobals> {
  return call(routes.getRunGlobals, { params: { projectId, runId: id } }, signal ? { signal } : {});
}
