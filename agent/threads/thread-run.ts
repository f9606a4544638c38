import type { ResolvedConnection } from '../../shared/connector.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { Memory, UploadBook } from '../../shared/runs/payload.ts';
import type { Connectors } from '../executors.ts';
import { ItemRunner } from '../for-each/item-runner.ts';
import { FailedAt } from '../step-failure.ts';
import { ItemCounts } from './item-counts.ts';
import type { DoneBatch, ItemRow, OutcomeRow, RunSetUp } from './messages.ts';
import { plainError } from './plain-error.ts';

/** One run, as far as it is worked on in this thread. */
export class ThreadRun {
  private readonly runner: ItemRunner;
  private readonly earlierUploads: ReadonlySet<string>;
  private readonly tell: (batch: DoneBatch) => void;
  private readonly stopping = new AbortController();
  private outcomes: OutcomeRow[] = [];
  private counts = new ItemCounts();
  private slowedDown = false;
  private isTelling = false;

  /** @param tell called with what was done, at most once in a turn of the thread @throws {Error} for a run that has no such step */
  constructor(
    { assignment, earlierUploads, listStep, agentName }: RunSetUp,
    connectors: Connectors,
    proxy: ResolvedConnection['proxy'],
    tell: (batch: DoneBatch) => void,
  ) {
    const { steps } = assignment.operation;
    const at = steps.findIndex(({ id }) => id === listStep);
    const step = steps[at];
    if (!step) throw new Error(`the run has no step ${listStep}`);
    this.tell = tell;
    this.earlierUploads = new Set(earlierUploads.map(({ bucket, key }) => placeOf(bucket, key)));
    const parts = {
      assignment,
      step,
      tail: steps.slice(at + 1),
      connectors,
      agentName,
      progress: this.counts,
      signal: this.stopping.signal,
      ledger: { receipt: () => undefined },
      failedAt: new FailedAt(),
      soFar: {},
      ...(proxy ? { proxy } : {}),
    };
    this.runner = new ItemRunner(parts, () => {
      this.slowedDown = true;
    });
  }

  begin(rows: readonly ItemRow[]): void {
    for (const row of rows) void this.work(row);
  }

  /** Stops what is going on; what became of it is told all the same. */
  stop(): void {
    this.stopping.abort(stopped);
    this.runner.stopAll();
  }

  private async work({ slot, sequence, unsure, record }: ItemRow): Promise<void> {
    const progress = new ItemCounts();
    let isElsewhere = false;
    const elsewhere = (): ConnectorError => {
      isElsewhere = true;
      return stopped;
    };
    const memory = noMemory(elsewhere);
    const uploads = this.noUploads(elsewhere);
    const outcome = await this.runner.run(record, { sequence, unsure, memory, progress, uploads });
    const { wasDone } = outcome;
    if (isElsewhere && 'error' in outcome) this.outcomes.push({ slot, wasDone, elsewhere: true });
    else {
      this.counts.add(progress);
      if ('receipts' in outcome) this.outcomes.push({ slot, wasDone, receipts: outcome.receipts });
      else this.outcomes.push({ slot, wasDone, stepId: outcome.stepId, error: plainError(outcome.error) });
    }
    if (this.isTelling) return;
    this.isTelling = true;
    setImmediate(() => this.tellAll());
  }

  private tellAll(): void {
    const { outcomes, counts, slowedDown } = this;
    const { figures, plans, told, warnings } = counts;
    this.isTelling = false;
    this.outcomes = [];
    this.counts = new ItemCounts();
    this.slowedDown = false;
    this.tell({ outcomes, figures, plans, warnings: told, moreWarnings: warnings, slowedDown });
  }

  /** Uploads in parts are begun, and gone on with, where the run's book is. */
  private noUploads(elsewhere: () => ConnectorError): UploadBook {
    return {
      take: (bucket, key) => {
        if (this.earlierUploads.has(placeOf(bucket, key))) throw elsewhere();
        return [];
      },
      intend: () => Promise.reject(elsewhere()),
    };
  }
}

const stopped = new ConnectorError({ code: 'canceled', message: 'The object was stopped.', nature: 'canceled' });

const placeOf = (bucket: string, key: string) => JSON.stringify([bucket, key]);

/** What an object needs beyond what its worker holds for it is counted where all runs are. */
function noMemory(elsewhere: () => ConnectorError): Memory {
  return { take: () => Promise.reject(elsewhere()), isShort: true };
}
