import type { RunAssignment } from '../shared/api/agent-gateway.ts';
import { passesEach } from '../shared/checks/patterns.ts';
import {
  type ActivityType,
  CONTINUE_ON_ERROR,
  type ExecutableActivity,
  type Executor,
  type ResolvedConnection,
  type Section,
} from '../shared/connector.ts';
import type { Id } from '../shared/project/id.ts';
import type { Step } from '../shared/project/step.ts';
import { ConnectorError } from '../shared/runs/connector-error.ts';
import type { Memory, NextStep, Payload, RecordValue, StepContext, UploadBook } from '../shared/runs/payload.ts';
import type { LookUp } from '../shared/variables/look-up.ts';
import type { Recorder } from './debug/recorder.ts';
import type { Connectors, InstalledConnector } from './executors.ts';
import type { Ledger } from './for-each/ledger.ts';
import { type RunProgress, textOf } from './progress.ts';
import { resolveOnce, resolveSettings } from './resolve.ts';
import type { FailedAt } from './step-failure.ts';
import { noteTarget, type RunSoFar, variablesOfStep } from './variables.ts';
import { WatchedContent } from './watched-content.ts';

/** Where a step tells how far it is. */
export type StepFigures = Pick<RunProgress, 'moved' | 'copied' | 'planned' | 'finished' | 'expect' | 'log'>;

export interface StepParts {
  assignment: RunAssignment;
  step: Step;
  /** What its content goes to. */
  next?: Step | undefined;
  connectors: Connectors;
  agentName: string;
  progress: StepFigures;
  signal: AbortSignal;
  ledger: Pick<Ledger, 'receipt'>;
  /** Of a step that runs for one of many objects: which one, from 1. */
  sequence?: number;
  /** The context of a step that runs for one of many objects; without it, that of a step that runs once. */
  contextOf?: (stepId: Id, next: NextStep | undefined) => StepContext;
  /** Notes which step an error came from, when it comes out of another one that reads from it. */
  failedAt: FailedAt;
  /** What has happened in the run so far, or with the one object of many. */
  soFar: RunSoFar;
  /** Debug mode: keeps what steps take and give. */
  recorder?: Recorder | undefined;
  /** Where a step notes its multipart uploads. */
  uploads?: ((stepId: Id) => UploadBook) | undefined;
  /** What the run may take of the agent's memory for transfers. */
  memory?: Memory | undefined;
  /** The agent's proxy, as connections ask for it. */
  proxy?: ResolvedConnection['proxy'];
}

/** Executes one step: the payload of the step before it goes in, its own comes out. @throws {ConnectorError} */
export async function executeStep(parts: StepParts, input: Payload): Promise<Payload> {
  const { step } = parts;
  const noted = parts.recorder?.begin(step.id, input, parts.sequence);
  const ready = readyStep(parts, input.record);
  noted?.resolved(ready);
  const given = await ready.executor.execute(ready.connection, ready.activity, input, stepContext(parts));
  const output = noted ? noted.gives(given) : given;
  return output.content ? { ...output, content: new WatchedContent(output.content, step.id, parts.failedAt) } : output;
}

/** A step as an executor takes it: with its settings in the clear. @throws {ConnectorError} `variable-unknown`, … */
export interface ReadyStep {
  executor: Executor;
  connection: ResolvedConnection;
  activity: ExecutableActivity;
  type: ActivityType;
  /** The screen of the connection; the activity's is its type's. */
  connectionSections: readonly Section[];
}

/** Resolves a step's settings; `record` is what flows into it. @throws {ConnectorError} */
export function readyStep(parts: StepParts, record: RecordValue = {}): ReadyStep {
  const components = componentsOf(parts);
  const { activity, connector, type } = components;
  const lookUp = lookUpOf(parts, record);
  return {
    executor: connector.executor,
    type,
    connectionSections: connector.descriptor.connection.sections,
    connection: resolvedConnection(components, lookUp, parts.proxy),
    activity: resolveOnce(activity.settings, () => ({
      type: activity.type,
      name: activity.name,
      settings: resolveSettings(type.screen.sections, activity.settings, lookUp, `The activity "${activity.name}"`),
    })),
  };
}

function lookUpOf(parts: StepParts, record: RecordValue): LookUp {
  let variables: LookUp | undefined;
  return (name) => {
    variables ??= variablesOfStep(parts.assignment, parts.agentName, {
      record,
      soFar: parts.soFar,
      ...(parts.sequence === undefined ? {} : { sequence: parts.sequence }),
    });
    return variables(name);
  };
}

function resolvedConnection(
  { connection, connector }: Components,
  lookUp: LookUp,
  proxy: ResolvedConnection['proxy'],
): ResolvedConnection {
  const { sections } = connector.descriptor.connection;
  return resolveOnce(connection.settings, () => ({
    name: connection.name,
    settings: resolveSettings(sections, connection.settings, lookUp, `The connection "${connection.name}"`),
    ...(proxy ? { proxy } : {}),
  }));
}

/** What the step's content goes to, as far as it is an activity; that something is wrong with it, it will say itself. */
function nextOf(parts: StepParts): NextStep | undefined {
  if (!parts.next) return undefined;
  const { assignment, connectors, next } = parts;
  const components = known(() => componentsOf({ assignment, connectors, step: next }));
  return (
    components && {
      connector: components.connection.connector,
      type: components.activity.type,
      connection: () => known(() => resolvedConnection(components, lookUpOf(parts, {}), parts.proxy)),
    }
  );
}

function known<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}

/** Whether the step is set to pass what it lists one by one. */
export function stepPassesEach(parts: StepParts): boolean {
  const { activity, type } = componentsOf(parts);
  return passesEach(type, activity.settings);
}

/** Whether an error of the step lets the run go on. */
export function continuesOnError(parts: StepParts): boolean {
  return componentsOf(parts).activity.settings[CONTINUE_ON_ERROR] === true;
}

/** Whether threads beside this one may execute the step. */
export function mayThread(parts: StepParts): boolean {
  const components = known(() => componentsOf(parts));
  const executor = components?.connector.executor;
  if (!components || !executor?.threads) return components !== undefined;
  const connection = known(() => resolvedConnection(components, lookUpOf(parts, {}), parts.proxy));
  return connection !== undefined && known(() => executor.threads?.(connection)) === true;
}

/** What the step may use of its run. */
export function stepContext(parts: StepParts): StepContext {
  const next = nextOf(parts);
  if (parts.contextOf) return parts.contextOf(parts.step.id, next);
  return { ...contextOfOne(parts), ...(next ? { next } : {}) };
}

function contextOfOne(parts: StepParts): StepContext {
  const { progress, step, signal, ledger, soFar, memory, uploads } = parts;
  const stepId = step.id;
  const book = uploads?.(stepId);
  const noteDone = book?.noteDone;
  return {
    signal,
    moved: (bytes) => progress.moved(stepId, bytes),
    copied: (bytes) => progress.copied(stepId, bytes),
    planned: (plan) => progress.planned(stepId, plan),
    finished: (objects) => progress.finished(stepId, objects),
    expect: (total) => progress.expect(stepId, total),
    transferred: (receipt) => {
      noteTarget(soFar, receipt);
      ledger.receipt({ ...receipt, stepId, at: new Date().toISOString() });
    },
    ...(memory ? { memory } : {}),
    ...(book ? { uploads: book } : {}),
    ...(noteDone ? { noteDone } : {}),
    ...(parts.assignment.resume ? { earlier: { found: () => undefined, isOfOne: true } } : {}),
    log: (level, code, text) => progress.log(level, code, textOf(text), { stepId }),
  };
}

/** Whether the step's response is kept with the run when the step is the last one. */
export function keepsItsResponse(parts: StepParts): boolean {
  return componentsOf(parts).type.role === 'list';
}

interface Components {
  activity: RunAssignment['activities'][string];
  connection: RunAssignment['connections'][string];
  connector: InstalledConnector;
  type: ActivityType;
}

function componentsOf(parts: Pick<StepParts, 'assignment' | 'step' | 'connectors'>): Components {
  const { assignment, step, connectors } = parts;
  const activity = assignment.activities[step.componentId];
  const connection = activity && assignment.connections[activity.connectionId];
  if (!activity || !connection)
    throw new ConnectorError({
      code: 'component-missing',
      message: 'The step refers to a component that was not deployed with it.',
      todo: 'Deploy the operation again.',
    });
  const connector = connectors.get(connection.connector);
  const type = connector?.descriptor.activityTypes.find((candidate) => candidate.id === activity.type);
  if (!connector || !type)
    throw new ConnectorError({
      code: 'connector-missing',
      message: `This agent has no connector "${connection.connector}" with the activity type "${activity.type}".`,
      todo: 'Update the agent.',
    });
  return { activity, connection, connector, type };
}
