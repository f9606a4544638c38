import { setTimeout as sleep } from 'node:timers/promises';
import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { TakenUpload, UploadBook, UploadNotes } from '../../shared/runs/payload.ts';
import type {
  EarlierUpload,
  UploadChanges,
  UploadIntent,
  UploadPlan,
  UploadResult,
} from '../../shared/runs/uploads.ts';
import { Stop } from '../run.ts';
import { joined, noChanges } from './changes.ts';

/** So long an abort waits for the server's leave; without it the server has the upload aborted later. */
const LEAVE_MS = 3_000;

interface Waiter {
  readonly told: number;
  resolve(): void;
  reject(error: unknown): void;
}

/** The multipart uploads of one run that this agent holds: what is known of them here, and not yet at the server. */
export class RunUploads {
  readonly runId: Id;
  readonly fence: number;
  private readonly assignment: RunAssignment;
  private readonly signal: AbortSignal;
  private readonly wake: (isUrgent: boolean) => void;
  private readonly earlier: Set<EarlierUpload>;
  private pending: UploadChanges = noChanges();
  /** How many changes there were, and how many of them the server has. */
  private told = 0;
  private acked = 0;
  private readonly waiters = new Set<Waiter>();
  private ended: { error: unknown } | undefined;
  private firstPart: 'none yet' | 'to be told' | 'told' = 'none yet';

  /** @param signal the run's own; @param wake called with whether somebody waits */
  constructor(assignment: RunAssignment, signal: AbortSignal, wake: (isUrgent: boolean) => void) {
    this.runId = assignment.runId;
    this.fence = assignment.fence;
    this.assignment = assignment;
    this.signal = signal;
    this.wake = wake;
    this.earlier = new Set(assignment.resume?.uploads);
  }

  /** The book as a step uses it. */
  ofStep(stepId: Id): UploadBook {
    return {
      take: (bucket, key) => {
        const taken: TakenUpload[] = [];
        for (const upload of this.earlier) {
          if (upload.stepId !== stepId || upload.bucket !== bucket || upload.key !== key) continue;
          this.earlier.delete(upload);
          taken.push({ upload, notes: this.notesOf(upload.id) });
        }
        return taken;
      },
      intend: (plan) => this.intend(stepId, plan),
      noteDone: (plan, result) => this.noteDone(stepId, plan, result),
    };
  }

  get isNews(): boolean {
    return Object.values(this.pending).some((changes) => changes.length > 0);
  }

  /** Whether somebody waits for what is told to be kept; or whether it is the first sign that this attempt gets on. */
  get isUrgent(): boolean {
    return this.waiters.size > 0 || this.firstPart === 'to be told';
  }

  /** What the server does not know; to be given back by `failed`, or acknowledged by `kept`. */
  take(): { changes: UploadChanges; kept(): void; failed(): void } {
    const changes = this.pending;
    const told = this.told;
    this.pending = noChanges();
    if (this.firstPart === 'to be told') this.firstPart = 'told';
    return {
      changes,
      kept: () => {
        this.acked = told;
        for (const waiter of this.waiters) if (waiter.told <= told) waiter.resolve();
      },
      failed: () => {
        this.pending = joined(changes, this.pending);
      },
    };
  }

  /** Nothing more is kept: the run is over here, or somebody else's. */
  end(error: unknown): void {
    this.ended = { error };
    this.pending = noChanges();
    for (const waiter of this.waiters) waiter.reject(error);
  }

  /** Resolves when everything is kept. @throws when it cannot be any more */
  async close(signal: AbortSignal): Promise<void> {
    await this.acknowledged(signal);
  }

  private async intend(stepId: Id, plan: UploadPlan): Promise<UploadNotes> {
    const intent = this.intentOf(stepId, plan);
    this.tell(({ intended }) => intended.push(intent));
    await this.acknowledged(this.signal);
    return this.notesOf(intent.id);
  }

  /** Told at once: an intent by itself would be an upload that is to be looked for. */
  private async noteDone(stepId: Id, plan: UploadPlan, completed: UploadResult): Promise<void> {
    const intent = this.intentOf(stepId, plan);
    this.tell(({ intended, ended }) => {
      intended.push(intent);
      ended.push({ id: intent.id, completed });
    });
    await this.acknowledged(this.signal);
  }

  private intentOf(stepId: Id, plan: UploadPlan): UploadIntent {
    const { operation, activities } = this.assignment;
    const componentId = operation.steps.find((step) => step.id === stepId)?.componentId ?? '';
    const connectionId = activities[componentId]?.connectionId ?? '';
    return { ...plan, id: newId('upl'), stepId, connectionId, startedAt: new Date().toISOString() };
  }

  private notesOf(id: Id): UploadNotes {
    return {
      begun: async (uploadId) => {
        this.tell(({ begun }) => begun.push({ id, uploadId }));
        await this.acknowledged(this.signal);
      },
      part: (part) => {
        this.tell(({ parts }) => {
          const known = parts.find((one) => one.id === id);
          if (known) known.parts.push(part);
          else parts.push({ id, parts: [part] });
        });
        if (this.firstPart !== 'none yet') return;
        this.firstPart = 'to be told';
        this.wake(true);
      },
      kept: () => this.acknowledged(this.signal),
      mayAbort: () => this.mayAbort(id),
      ended: (completed) => {
        this.tell(({ ended }) => ended.push(completed ? { id, completed } : { id }));
      },
    };
  }

  /**
   * A run that is given back leaves its uploads to its next attempt. Of any other, the server is asked first: it refuses when
   * the run is another agent's by now, which may be going on with the upload, and else lets nobody go on with it any more.
   */
  private async mayAbort(id: Id): Promise<boolean> {
    const { reason } = this.signal;
    if (reason instanceof Stop && (reason.reason === 'given-back' || reason.reason === 'lost')) return false;
    this.tell(({ aborting }) => aborting.push(id));
    const over = new AbortController();
    const late = sleep(LEAVE_MS, false, { signal: over.signal }).catch(() => false);
    const allowed = this.acknowledged(over.signal).then(
      () => true,
      () => false,
    );
    return Promise.race([allowed, late]).finally(() => over.abort());
  }

  private tell(change: (pending: UploadChanges) => void): void {
    if (this.ended) return;
    change(this.pending);
    this.told += 1;
    this.wake(false);
  }

  /** Resolves when the server has all that was told so far. */
  private acknowledged(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        this.waiters.delete(waiter);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const onAbort = () => done(() => reject(signal.reason));
      const waiter: Waiter = {
        told: this.told,
        resolve: () => done(resolve),
        reject: (error) => done(() => reject(error)),
      };
      if (this.acked === this.told) return resolve();
      if (this.ended) return reject(this.ended.error);
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', onAbort);
      this.waiters.add(waiter);
      this.wake(true);
    });
  }
}
