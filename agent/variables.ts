import { randomUUID } from 'node:crypto';
import type { AgentQuestion, RunAssignment } from '../shared/api/agent-gateway.ts';
import type { FieldOfRecord, RecordValue, Transferred } from '../shared/runs/payload.ts';
import { placeIn } from '../shared/runs/place.ts';
import { type ObjectFacts, predefinedValues } from '../shared/variables/facts.ts';
import { type LookUp, lookUpIn } from '../shared/variables/look-up.ts';

/** What is known, beside the run itself, when a step starts. */
export interface StepFlow {
  /** The record that the step before it gave. */
  record?: RecordValue;
  /** What has happened in this run so far. */
  soFar?: RunSoFar;
  /** The error with which the run ended that this is about. */
  error?: string;
  /** The number of the object within the run, from 1. */
  sequence?: number;
  now?: Date;
}

/** What later steps of a run may name of the earlier ones. */
export interface RunSoFar {
  /** The object that was written last. */
  target?: ObjectFacts;
  /** The last error that the run went on after. */
  lastError?: string;
}

/** Notes an object that was dealt with: one that was written is the target from now on. */
export function noteTarget(soFar: RunSoFar, { outcome, bucket, key, size }: Transferred): void {
  if (outcome === 'written' || outcome === 'copied' || outcome === 'moved') soFar.target = { bucket, key, size };
}

type Run = Pick<RunAssignment, 'runId' | 'operation'> &
  Partial<Pick<RunAssignment, 'variables' | 'globals' | 'surroundings' | 'previous'>>;

/** The variables of one step, as they are when it starts. */
export function variablesOfStep(run: Run, agentName: string, flow: StepFlow = {}): LookUp {
  const { runId, operation, surroundings, previous } = run;
  const source = flow.record && objectOf(flow.record);
  const values = predefinedValues({
    now: flow.now ?? new Date(),
    unique: randomUUID(),
    operation,
    runId,
    surroundings,
    previous,
    agentName,
    source,
    target: flow.soFar?.target,
    lastError: flow.soFar?.lastError,
    error: flow.error,
    sequence: flow.sequence ?? 1,
  });
  return lookUpIn(values, run.globals ?? {}, run.variables ?? []);
}

/** The variables of a question about a connection: there is no run, and nothing that flows. */
export function variablesOfQuestion(
  { surroundings, variables }: Pick<Exclude<AgentQuestion, { kind: 'connector' }>, 'surroundings' | 'variables'>,
  agentName: string,
): LookUp {
  return lookUpIn(predefinedValues({ now: new Date(), unique: randomUUID(), surroundings, agentName }), {}, variables);
}

/** The object that a record is about; undefined when it is about none, such as a list. */
export function objectOf(record: RecordValue): ObjectFacts | undefined {
  const place = placeIn(record);
  return place && { ...place, size: numberOf(record.size) ?? numberOf(record.contentLength) };
}

function numberOf(value: FieldOfRecord | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
