import type { Id } from '../../shared/project/id.ts';
import type { Step } from '../../shared/project/step.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { Memory, NextStep, Payload, RecordValue, UploadBook } from '../../shared/runs/payload.ts';
import type { PlanWay, StepPlan } from '../../shared/runs/plan.ts';
import type { Receipt } from '../../shared/runs/transfers.ts';
import { type RunProgress, textOf } from '../progress.ts';
import { executeStep, readyStep, type StepFigures, type StepParts, stepContext } from '../step.ts';
import { FailedAt } from '../step-failure.ts';
import type { RunSoFar } from '../variables.ts';
import { ItemContext, type OfItem } from './item-context.ts';
import { Slots } from './slots.ts';

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
  /** Its own figures and book of uploads, where they are not those of the run. */
  progress?: ItemFigures;
  uploads?: UploadBook;
}

/** Where objects tell how far they are. `warnings`: how many there were, told of or not. */
export type ItemFigures = StepFigures & Pick<RunProgress, 'warnings'>;

export interface ItemParts extends StepParts {
  /** The steps that run once for each object; `step` is the list. */
  tail: readonly Step[];
  progress: ItemFigures;
}

/** So many warnings of single objects are told of in the log. */
const MOST_WARNINGS = 100;

const over = new ConnectorError({ code: 'canceled', message: 'The object is done.', nature: 'canceled' });

/** Executes the steps after a list for one object at a time, as often as it is called at once. */
export class ItemRunner {
  private readonly parts: ItemParts;
  private readonly active = new Slots<AbortController>();
  private readonly told = new Map<Id, Set<PlanWay>>();
  readonly slowedDown: () => void;
  private warnings = 0;

  /** @param slowedDown told when a storage asks for fewer requests */
  constructor(parts: ItemParts, slowedDown: () => void) {
    this.parts = parts;
    this.slowedDown = slowedDown;
  }

  /** Stops what is going on. */
  stopAll(): void {
    for (const controller of this.active.all()) controller.abort(this.parts.signal.reason ?? over);
  }

  async run(record: RecordValue, facts: ItemFacts): Promise<ItemOutcome> {
    const { sequence, unsure } = facts;
    const controller = new AbortController();
    const slot = this.active.put(controller);
    const failedAt = new FailedAt();
    const receipts: Receipt[] = [];
    let wasDone = false;
    const found = () => {
      wasDone = true;
    };
    const earlier = unsure ? { found } : undefined;
    let at = this.parts.step.id;
    try {
      const soFar: RunSoFar = {};
      const shared: OfItem = { signal: controller.signal, receipts, soFar, earlier, facts };
      // Asked for twice, of the last step.
      let known: ItemContext | undefined;
      const contextOf = (stepId: Id, next: NextStep | undefined) => {
        if (known?.stepId !== stepId) known = new ItemContext(this, stepId, next, shared, this.parts);
        return known;
      };
      let payload: Payload = { record };
      // One for all steps: making it costs as much as what a step has to do here.
      const own = { sequence, failedAt, signal: controller.signal, contextOf, soFar, next: undefined };
      const parts: StepParts = { ...this.parts, ...own };
      const { tail } = this.parts;
      const last = tail.at(-1);
      if (tail.length > 1 && last) {
        // Asked before the source is opened: that it would be opened for nothing is what costs.
        at = last.id;
        parts.step = last;
        if (await isLeftAlone(parts, record)) return { wasDone, receipts };
      }
      for (const [index, step] of tail.entries()) {
        at = step.id;
        parts.step = step;
        parts.next = tail[index + 1];
        payload = await executeStep(parts, payload);
      }
      this.parts.recorder?.ended(sequence, false);
      return { wasDone, receipts };
    } catch (error) {
      // What was stopped because of another one has not failed.
      this.parts.recorder?.ended(sequence, !(error instanceof ConnectorError && error.nature === 'canceled'));
      return { wasDone, stepId: failedAt.blamed(error, at), error };
    } finally {
      this.active.take(slot);
      // A source that nothing has read to its end still holds its connection.
      controller.abort(over);
    }
  }

  /** Objects go in few ways: the first that goes in one tells it. */
  planned(stepId: Id, plan: StepPlan, progress: ItemFigures = this.parts.progress): void {
    const told = this.told.get(stepId) ?? new Set<PlanWay>();
    this.told.set(stepId, told);
    if (told.has(plan.way)) return;
    told.add(plan.way);
    progress.planned(stepId, plan);
  }

  /** Tells of a warning of one object; of a few only, all are counted. */
  warned(stepId: Id, code: string, text: string | (() => string), progress: ItemFigures = this.parts.progress): void {
    this.warnings += 1;
    if (this.warnings <= MOST_WARNINGS) progress.log('warning', code, textOf(text), { stepId });
    else progress.warnings += 1;
  }
}

/** Whether the target would leave its object as it is. */
async function isLeftAlone(parts: StepParts, record: RecordValue): Promise<boolean> {
  const { executor, connection, activity } = readyStep(parts, record);
  return (await executor.leavesAlone?.(connection, activity, record, stepContext(parts))) ?? false;
}
