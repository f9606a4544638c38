import type { Id } from '../../shared/project/id.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { Memory, Payload } from '../../shared/runs/payload.ts';
import type { TransferMemory } from '../memory/transfer-memory.ts';
import type { RunProgress } from '../progress.ts';
import { continuesOnError, readyStep, stepContext } from '../step.ts';
import { StepFailure } from '../step-failure.ts';
import { workTogether } from './crew.ts';
import { Frontier } from './frontier.ts';
import { ItemQueue } from './item-queue.ts';
import { ItemRunner } from './item-runner.ts';
import type { Ledger } from './ledger.ts';
import { PaceKeeper } from './pace.ts';
import { Spread, type SpreadParts } from './spread.ts';
import { Tally } from './tally.ts';

export interface EachParts extends SpreadParts {
  progress: RunProgress;
  ledger: Ledger;
  /** The memory that each of its workers has an account of. */
  agentMemory?: TransferMemory | undefined;
}

const AT_A_TIME = 16;
/** So many objects in a row that an earlier attempt had not done, and no more are looked for. */
const MOST_MISSES = 512;

/**
 * Executes a list that passes its objects one by one, and the steps after it once for each, several at a time. Memory does
 * not grow with the list: it is read only as far as needed, and what is done is handed to the server as it goes.
 * @throws {StepFailure}
 */
export async function forEachObject(parts: EachParts, input: Payload): Promise<void> {
  const { step, tail, progress, ledger, assignment, signal } = parts;
  const noted = parts.recorder?.begin(step.id, input);
  const resolved = ready(parts, input);
  const { executor, connection, activity, type } = resolved;
  noted?.resolved(resolved);
  const cursor = assignment.resume?.cursor ?? null;
  const frontier = new Frontier(cursor?.after, cursor?.count);
  const tally = new Tally(progress, step.id, tail, cursor);
  const atATime = Number(activity.settings[type.each?.atATime ?? ''] ?? AT_A_TIME);
  for (const { id } of tail) progress.stepState(id, 'running');
  logPlan(parts, atATime, tally.doneBefore);
  const start = { after: cursor?.after ?? '', count: cursor?.count ?? 0 };
  const context = { ...stepContext(parts), finished: () => undefined, expect: () => undefined };
  const pages = executor.each?.(connection, activity, input, context, start);
  if (!pages) throw new StepFailure(step.id, notEach(activity.name));
  const queue = new ItemQueue(pages, (page) => {
    noted?.lists(
      page.items.map(({ record }) => record),
      page.isLast,
    );
    tally.listed(page.items, page.isLast);
  });
  const doneBefore = new Set(cursor?.done);
  ledger.cursor = () => {
    const { done, ...state } = frontier.state();
    // What earlier attempts have done stays done, also where this one has not come to it.
    return { ...state, done: [...done, ...doneBefore], ...tally.counts() };
  };
  const pace = new PaceKeeper(atATime);
  const slowedDown = () => pace.slowDown();
  const local = new ItemRunner(parts, slowedDown);
  const spread = new Spread(parts, local, { slowedDown, joined: () => pace.freshen() });
  let misses = assignment.resume ? 0 : MOST_MISSES;
  let failure: { error: unknown } | undefined;
  let sequence = start.count;
  const fail = (error: unknown) => {
    failure ??= { error };
    frontier.close();
    spread.stopAll();
  };
  const stop = () => fail(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();

  /** Deals with the next object; whether there may be another one. */
  const workOnNext = async (memory: Memory | undefined): Promise<boolean> => {
    await ledger.room();
    await frontier.room();
    const item = await queue.take().catch((error: unknown) => {
      throw new StepFailure(step.id, error);
    });
    if (item === undefined || failure) return false;
    const finish = frontier.begin(item.mark);
    sequence += 1;
    if (doneBefore.delete(item.mark)) {
      finish();
      return true;
    }
    const unsure = misses < MOST_MISSES;
    const outcome = await spread.deal(item.record, { sequence, unsure, memory });
    misses = outcome.wasDone ? 0 : misses + 1;
    if ('error' in outcome) {
      // It was stopped because of another one: no failure of its own.
      if (failure) return false;
      if (!endures(parts, outcome.stepId, outcome.error)) {
        tally.ended(item.record);
        throw new StepFailure(outcome.stepId, outcome.error);
      }
      const told = { record: item.record, stepId: outcome.stepId, error: outcome.error };
      ledger.failed(tally.failed(told));
    } else {
      for (const receipt of outcome.receipts) ledger.receipt(receipt);
      pace.done(tally.done(outcome.receipts));
    }
    finish();
    return true;
  };
  await workTogether({
    limit: () => pace.limit,
    work: async (memory) => {
      try {
        return !failure && (await workOnNext(memory));
      } catch (error) {
        fail(error);
        return false;
      }
    },
    own: parts.memory,
    shared: parts.agentMemory,
  });
  signal.removeEventListener('abort', stop);
  spread.close();
  await queue.close();
  if (failure) {
    if (failure.error instanceof StepFailure) tally.recordEnd(failure.error, ledger);
    throw failure.error;
  }
  tally.logEnd();
}

function ready(parts: EachParts, input: Payload) {
  try {
    return readyStep(parts, input.record);
  } catch (error) {
    throw new StepFailure(parts.step.id, error);
  }
}

/** Whether an object's error leaves the others going: the setting **Continue on error** of a step of the row. */
function endures(parts: EachParts, stepId: Id, error: unknown): error is ConnectorError {
  if (!(error instanceof ConnectorError) || error.nature === 'canceled') return false;
  const steps = parts.tail.filter(({ id }, index) => id === stepId || index === parts.tail.length - 1);
  return steps.some((step) => continuesOnError({ ...parts, step }));
}

function logPlan({ progress, step, tail, assignment }: EachParts, atATime: number, doneBefore: number): void {
  const names = tail.map(({ componentId }) => `"${assignment.activities[componentId]?.name ?? ''}"`).join(' → ');
  const text = `Each listed object by itself, up to ${atATime} at a time: ${names}.`;
  progress.log('info', 'each-plan', text, { stepId: step.id });
  if (doneBefore > 0)
    progress.log(
      'info',
      'each-resumed',
      `An earlier attempt has dealt with ${doneBefore.toLocaleString('en-US')} objects: this one goes on after them.`,
      { stepId: step.id },
    );
}

function notEach(activity: string): ConnectorError {
  return new ConnectorError({
    code: 'each-unknown',
    message: `The connector on this agent cannot pass the objects of "${activity}" one by one.`,
    todo: 'Update the agent.',
  });
}
