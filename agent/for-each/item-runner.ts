import type { Id } from '../../shared/project/id.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { Memory, Payload, RecordValue, StepContext } from '../../shared/runs/payload.ts';
import type { PlanWay, StepPlan } from '../../shared/runs/plan.ts';
import type { Receipt } from '../../shared/runs/transfers.ts';
import { textOf } from '../progress.ts';
import { executeStep, readyStep, type StepParts, stepContext } from '../step.ts';
import { blamed } from '../step-failure.ts';
import { noteTarget, type RunSoFar } from '../variables.ts';
import type { EachParts } from './for-each.ts';

/** What became of one object. `wasDone`: an earlier attempt had done it. */
export type ItemOutcome = { wasDone: boolean } & ({ receipts: readonly Receipt[] } | { stepId: Id; error: unknown });

/** What is known of one object beside its record. */
export interface ItemFacts {
  /** Its number in the list, from 1. */
  sequence: number;
  /** Whether an earlier attempt may have done it. */
  unsure: boolean;
  /** Of the worker that deals with it. */
  memory: Memory | undefined;
}

/** What the steps that are executed for one object have in common. */
interface Shared {
  signal: AbortSignal;
  receipts: Receipt[];
  soFar: RunSoFar;
  earlier: StepContext['earlier'];
  memory: Memory | undefined;
}

/** So many warnings of single objects are told of in the log. */
const MOST_WARNINGS = 100;

const over = new ConnectorError({ code: 'canceled', message: 'The object is done.', nature: 'canceled' });

/** Executes the steps after a list for one object at a time, as often as it is called at once. */
export class ItemRunner {
  private readonly parts: EachParts;
  private readonly active = new Set<AbortController>();
  private readonly told = new Map<Id, Set<PlanWay>>();
  private readonly slowedDown: () => void;
  private warnings = 0;

  /** @param slowedDown told when a storage asks for fewer requests */
  constructor(parts: EachParts, slowedDown: () => void) {
    this.parts = parts;
    this.slowedDown = slowedDown;
  }

  /** Stops what is going on. */
  stopAll(): void {
    for (const controller of this.active) controller.abort(this.parts.signal.reason ?? over);
  }

  async run(record: RecordValue, { sequence, unsure, memory }: ItemFacts): Promise<ItemOutcome> {
    const controller = new AbortController();
    this.active.add(controller);
    const failedAt = new WeakMap<object, Id>();
    const receipts: Receipt[] = [];
    let wasDone = false;
    const found = () => {
      wasDone = true;
    };
    const earlier = unsure ? { found } : undefined;
    let at = this.parts.step.id;
    try {
      const soFar: RunSoFar = {};
      const shared: Shared = { signal: controller.signal, receipts, soFar, earlier, memory };
      const contextOf = (stepId: Id) => this.contextOf(stepId, shared);
      let payload: Payload = { record };
      const parts = { ...this.parts, sequence, failedAt, signal: controller.signal, contextOf, soFar };
      const [first, last] = [this.parts.tail[0], this.parts.tail.at(-1)];
      if (first !== last && last) {
        // Asked before the source is opened: that it would be opened for nothing is what costs.
        at = last.id;
        if (await isLeftAlone({ ...parts, step: last }, record)) return { wasDone, receipts };
      }
      for (const [index, step] of this.parts.tail.entries()) {
        at = step.id;
        payload = await executeStep({ ...parts, step, next: this.parts.tail[index + 1] }, payload);
      }
      this.parts.recorder?.ended(sequence, false);
      return { wasDone, receipts };
    } catch (error) {
      // What was stopped because of another one has not failed.
      this.parts.recorder?.ended(sequence, !(error instanceof ConnectorError && error.nature === 'canceled'));
      return { wasDone, stepId: blamed(failedAt, error, at), error };
    } finally {
      this.active.delete(controller);
      // A source that nothing has read to its end still holds its connection.
      controller.abort(over);
    }
  }

  /** Objects go in few ways: the first that goes in one tells it. */
  private planned(stepId: Id, plan: StepPlan): void {
    const told = this.told.get(stepId) ?? new Set<PlanWay>();
    this.told.set(stepId, told);
    if (told.has(plan.way)) return;
    told.add(plan.way);
    this.parts.progress.planned(stepId, plan);
  }

  private contextOf(stepId: Id, { signal, receipts, soFar, earlier, memory }: Shared): StepContext {
    const { progress, uploads } = this.parts;
    return {
      signal,
      moved: (bytes) => progress.moved(stepId, bytes),
      copied: (bytes) => progress.copied(stepId, bytes),
      planned: (plan) => this.planned(stepId, plan),
      finished: (objects) => progress.finished(stepId, objects),
      // The totals are those of the list.
      expect: () => undefined,
      transferred: (receipt) => {
        noteTarget(soFar, receipt);
        receipts.push({ ...receipt, stepId, at: new Date().toISOString() });
      },
      slowedDown: this.slowedDown,
      ...(earlier ? { earlier } : {}),
      ...(memory ? { memory } : {}),
      ...(uploads ? { uploads: uploads(stepId) } : {}),
      log: (level, code, text) => {
        // What every object says stands in its receipt.
        if (level !== 'warning') return;
        this.warnings += 1;
        if (this.warnings <= MOST_WARNINGS) progress.log(level, code, textOf(text), { stepId });
        else progress.warnings += 1;
      },
    };
  }
}

/** Whether the target would leave its object as it is. */
async function isLeftAlone(parts: StepParts, record: RecordValue): Promise<boolean> {
  const { executor, connection, activity } = readyStep(parts, record);
  return (await executor.leavesAlone?.(connection, activity, record, stepContext(parts))) ?? false;
}
