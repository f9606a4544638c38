import type { ListedItem } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Step } from '../../shared/project/step.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { RecordValue } from '../../shared/runs/payload.ts';
import { placeIn } from '../../shared/runs/place.ts';
import type { Cursor, ObjectFailure, Receipt } from '../../shared/runs/transfers.ts';
import type { RunProgress } from '../progress.ts';
import type { StepFailure } from '../step-failure.ts';
import type { Ledger } from './ledger.ts';

/** So many failed objects are told of in the log; the report has all. */
const MOST_LOGGED = 100;

type Counts = Required<Pick<Cursor, 'bytes' | 'copiedBytes' | 'objects' | 'skipped' | 'failed'>>;

/** The figures of a run over many objects, and what its log says of them. */
export class Tally {
  private readonly progress: RunProgress;
  private readonly listStep: Id;
  /** The step whose figures tell how many objects are done. */
  private readonly lastStep: Id;
  private readonly count: Counts;
  private logged = 0;
  /** How many objects earlier attempts have dealt with. */
  readonly doneBefore: number;
  private current: RecordValue | undefined;

  constructor(progress: RunProgress, listStep: Id, tail: readonly Step[], cursor: Cursor | null) {
    this.progress = progress;
    this.listStep = listStep;
    this.lastStep = tail.at(-1)?.id ?? listStep;
    const { bytes = 0, copiedBytes = 0, objects = 0, skipped = 0, failed = 0 } = cursor ?? {};
    this.count = { bytes, copiedBytes, objects, skipped, failed };
    this.doneBefore = objects + skipped + failed;
    if (!cursor) return;
    progress.finished(listStep, cursor.count);
    for (const { id } of tail) {
      progress.finished(id, objects);
      progress.moved(id, bytes - copiedBytes);
    }
    if (copiedBytes > 0) progress.copied(this.lastStep, copiedBytes);
    progress.passedOver(this.lastStep, { skipped, failed });
    progress.listed(this.lastStep, { bytes, objects: cursor.count }, false);
  }

  counts(): Counts {
    return { ...this.count };
  }

  listed(items: readonly ListedItem[], isLast: boolean): void {
    const bytes = items.reduce((sum, { record }) => sum + (typeof record.size === 'number' ? record.size : 0), 0);
    this.progress.finished(this.listStep, items.length);
    this.progress.listed(this.lastStep, { bytes, objects: items.length }, isLast);
    if (isLast) this.progress.stepState(this.listStep, 'complete');
  }

  /** An object is done; gives how many bytes of it were moved. One of which there is no receipt was not there any more. */
  done(receipts: readonly Receipt[]): number {
    const moved = receipts.filter(({ outcome }) => outcome !== 'skipped');
    if (moved.length === 0) {
      this.count.skipped += 1;
      this.progress.passedOver(this.lastStep, { skipped: 1 });
      return 0;
    }
    this.count.objects += 1;
    let bytes = 0;
    for (const { outcome, size = 0 } of moved) {
      bytes += size;
      if (outcome === 'copied' || outcome === 'moved') this.count.copiedBytes += size;
    }
    this.count.bytes += bytes;
    return bytes;
  }

  /** An object could not be dealt with, and the run goes on. */
  failed({ record, stepId, error }: { record: RecordValue; stepId: Id; error: ConnectorError }): ObjectFailure {
    this.count.failed += 1;
    this.progress.passedOver(this.lastStep, { failed: 1 });
    if (this.logged < MOST_LOGGED) {
      this.logged += 1;
      this.progress.log('warning', error.code, error.message, { stepId, todo: error.todo });
    }
    return failureOf(record, stepId, error);
  }

  /** Remembers the object that ended the run. */
  ended(record: RecordValue): void {
    this.current ??= record;
  }

  /** The object that ended the run stands in the report too. The cursor does not count it: another attempt tries it again. */
  recordEnd(failure: StepFailure, ledger: Ledger): void {
    if (!this.current || !(failure.cause instanceof ConnectorError)) return;
    this.progress.passedOver(this.lastStep, { failed: 1 });
    ledger.failed(failureOf(this.current, failure.stepId, failure.cause));
  }

  logEnd(): void {
    const { objects, skipped, failed } = this.count;
    const parts = [
      `${number(objects)} done`,
      ...(skipped > 0 ? [`${number(skipped)} left as they are`] : []),
      ...(failed > 0 ? [`${number(failed)} failed`] : []),
    ];
    this.progress.log('info', 'each-done', `Objects: ${parts.join(', ')}.`, { stepId: this.lastStep });
    if (failed === 0) return;
    const more = failed > this.logged ? ` The first ${this.logged} are in this log.` : '';
    this.progress.log('warning', 'objects-failed', `${number(failed)} of the objects failed.${more}`, {
      stepId: this.lastStep,
      todo: 'The report of failed objects lists all of them: download it from the run.',
    });
  }
}

const number = (count: number) => count.toLocaleString('en-US');

function failureOf(record: RecordValue, stepId: Id, error: ConnectorError): ObjectFailure {
  const place = placeIn(record);
  return {
    at: new Date().toISOString(),
    stepId,
    bucket: (place?.bucket ?? '').slice(0, 2048),
    key: place?.key ?? '',
    code: error.code,
    message: error.message,
    todo: error.todo,
  };
}
