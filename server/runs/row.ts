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

/** What a list shows as a run's bytes and objects: those of the step that moved most, since each passes them on. */
export function figures(steps: readonly StepProgress[]): { bytes: number; objects: number } {
  return {
    bytes: Math.max(0, ...steps.map((step) => step.bytes)),
    objects: Math.max(0, ...steps.map((step) => step.objects)),
  };
}
