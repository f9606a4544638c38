import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import { backOffMs, pause } from '../back-off.ts';
import { type Gateway, GatewayError } from '../gateway.ts';
import { gzipJson } from '../gzip-json.ts';
import type { HeldRun } from '../held-runs.ts';
import type { AgentLog } from '../log.ts';
import { Nudge } from '../nudge.ts';
import { RunUploads } from './run-uploads.ts';

/** So often at most, unless somebody waits for it. */
const BETWEEN_MS = 300;
const MOST_BACK_OFF_MS = 2_000;

/** Tells the server of the multipart uploads of all runs of an agent: one message at a time, for all of them together. */
export class UploadReporter {
  private readonly gateway: Pick<Gateway, 'keepUploads'>;
  private readonly log: AgentLog;
  private readonly signal: AbortSignal;
  private readonly books = new Map<RunUploads, HeldRun>();
  private readonly nudge = new Nudge();
  private sending = false;

  /** @param signal aborted when nothing can be told any more */
  constructor(gateway: Pick<Gateway, 'keepUploads'>, log: AgentLog, signal: AbortSignal) {
    this.gateway = gateway;
    this.log = log;
    this.signal = signal;
  }

  open(assignment: RunAssignment, run: HeldRun): RunUploads {
    // Lost, and come back: the server tells lost runs by their ids, and means the earlier attempt.
    for (const [book, earlier] of this.books) if (book.runId === assignment.runId) this.lose(book, earlier);
    const book = new RunUploads(assignment, run.signal, (isUrgent) => this.wake(isUrgent));
    this.books.set(book, run);
    return book;
  }

  /** Tells the rest, unless the run is lost; afterwards nothing more of it is told. Never rejects. */
  async close(book: RunUploads): Promise<void> {
    await book.close(this.signal).catch(() => undefined);
    this.books.delete(book);
    book.end(over());
  }

  private wake(isUrgent: boolean): void {
    if (isUrgent) this.nudge.give();
    if (this.sending) return;
    this.sending = true;
    void this.sendAll();
  }

  /** Goes on for as long as there is something to tell. */
  private async sendAll(): Promise<void> {
    let failures = 0;
    while (!this.signal.aborted) {
      const isUrgent = [...this.books.keys()].some((book) => book.isUrgent);
      if (!isUrgent) await this.nudge.taken(BETWEEN_MS, this.signal);
      if (![...this.books.keys()].some((book) => book.isNews)) break;
      failures = (await this.send()) ? 0 : failures + 1;
      if (failures > 0) await pause(backOffMs(failures, MOST_BACK_OFF_MS), this.signal);
    }
    this.sending = false;
  }

  /** One message; false when the server could not take it. */
  private async send(): Promise<boolean> {
    const batch = [...this.books]
      .filter(([book]) => book.isNews)
      .map(([book, run]) => ({ book, run, taken: book.take() }));
    try {
      const runs = batch.map(({ book: { runId, fence }, taken: { changes } }) => ({ runId, fence, changes }));
      const { lost } = await this.gateway.keepUploads(await gzipJson({ runs }), this.signal);
      for (const { book, run, taken } of batch) {
        if (!lost.includes(book.runId)) taken.kept();
        else this.lose(book, run);
      }
      return true;
    } catch (error) {
      if (error instanceof GatewayError && error.failure === 'refused') {
        this.log.error({ code: error.code, err: error.message }, 'The server refuses to note the uploads of runs');
        for (const { book } of batch) book.end(error);
        return true;
      }
      for (const { taken } of batch) taken.failed();
      return false;
    }
  }

  private lose(book: RunUploads, run: HeldRun): void {
    this.books.delete(book);
    run.stop('lost');
    book.end(over());
  }
}

function over(): ConnectorError {
  return new ConnectorError({ code: 'canceled', message: 'The run is over here.', nature: 'canceled' });
}
