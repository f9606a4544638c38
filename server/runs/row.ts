import type { Run, StepProgress } from '../../shared/runs/run.ts';
import type { RunsTable } from '../database/run-tables.ts';
import type { Selectable } from '../database/sql.ts';

/** A row of `runs`. */
export type RunRow = Selectable<RunsTable>;

/** The one place where a row becomes a {@link Run}. */
export function runOf(row: RunRow): Run {
  return {
    id: row.id,
    projectId: row.project_id,
    operationId: row.operation_id,
    operationName: row.operation_name,
    parentRunId: row.parent_run_id,
    // How deep it stood is kept when the one above it goes.
    ...(row.parent_run_id === null && row.depth > 0 ? { isOrphan: true } : {}),
    ...(row.scheduled_for === null ? {} : { scheduledFor: row.scheduled_for.toISOString() }),
    deploymentId: row.deployment_id,
    state: row.state,
    agentName: row.agent_name,
    attempt: row.attempt,
    submittedAt: row.submitted_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    steps: row.steps,
    bytes: row.bytes,
    objects: row.objects,
    messageCount: row.message_count,
    lastMessage: row.last_message,
  };
}

/** A run's steps before an attempt. */
export function waitingSteps(stepIds: readonly string[]): StepProgress[] {
  return stepIds.map((stepId) => ({ stepId, state: 'waiting', bytes: 0, objects: 0 }));
}

/** The steps after a report that told of some of them; steps that the run does not have are left out. */
export function mergeSteps(steps: readonly StepProgress[], reported: readonly StepProgress[]): StepProgress[] {
  const byId = new Map(reported.map((step) => [step.stepId, step]));
  return steps.map((step) => byId.get(step.stepId) ?? step);
}

/** The steps of a run that ended without its agent's word. */
export function closedSteps(steps: readonly StepProgress[]): StepProgress[] {
  return steps.map((step) => {
    if (step.state === 'running') return { ...step, state: 'incomplete' };
    return step.state === 'waiting' ? { ...step, state: 'skipped' } : step;
  });
}
