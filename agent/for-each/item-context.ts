import type { Id } from '../../shared/project/id.ts';
import type { Memory, NextStep, StepContext, Transferred, UploadBook } from '../../shared/runs/payload.ts';
import type { Receipt } from '../../shared/runs/transfers.ts';
import { noteTarget, type RunSoFar } from '../variables.ts';
import type { ItemFacts, ItemParts, ItemRunner } from './item-runner.ts';

/** What the steps that are executed for one object have in common. */
export interface OfItem {
  signal: AbortSignal;
  receipts: Receipt[];
  soFar: RunSoFar;
  earlier: StepContext['earlier'];
  facts: ItemFacts;
}

/** What a step may use of its run while it deals with one object of many. There may be thousands a second of them. */
export class ItemContext implements StepContext {
  readonly stepId: Id;
  readonly next: NextStep | undefined;
  readonly signal: AbortSignal;
  readonly earlier: StepContext['earlier'];
  readonly memory: Memory | undefined;
  readonly uploads: UploadBook | undefined;
  readonly slowedDown: () => void;

  constructor(runner: ItemRunner, stepId: Id, next: NextStep | undefined, item: OfItem, parts: ItemParts) {
    const { facts, receipts, soFar } = item;
    this.stepId = stepId;
    this.next = next;
    this.signal = item.signal;
    this.earlier = item.earlier;
    this.memory = facts.memory;
    this.uploads = facts.uploads ?? parts.uploads?.(stepId);
    this.slowedDown = runner.slowedDown;
    const progress = facts.progress ?? parts.progress;
    this.moved = (bytes) => progress.moved(stepId, bytes);
    this.copied = (bytes) => progress.copied(stepId, bytes);
    this.planned = (plan) => runner.planned(stepId, plan, progress);
    this.finished = (objects) => progress.finished(stepId, objects);
    this.transferred = (receipt) => {
      noteTarget(soFar, receipt);
      receipts.push({ ...receipt, stepId, at: new Date().toISOString() });
    };
    // What every object says stands in its receipt.
    this.log = (level, code, text) => {
      if (level === 'warning') runner.warned(stepId, code, text, progress);
    };
  }

  // Bound, as whoever executes a step may take them out of it.
  readonly moved: StepContext['moved'];
  readonly copied: NonNullable<StepContext['copied']>;
  readonly planned: NonNullable<StepContext['planned']>;
  readonly finished: StepContext['finished'];
  readonly transferred: (receipt: Transferred) => void;
  readonly log: StepContext['log'];

  /** The totals are those of the list. */
  readonly expect = ofTheList;
}

function ofTheList(): void {
  // Nothing to tell.
}
