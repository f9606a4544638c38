import type { Memory, MemoryShare } from '../../shared/runs/payload.ts';

interface Request {
  readonly account: MemoryAccount;
  readonly bytes: number;
  readonly least: number;
  grant(bytes: number): void;
}

/**
 * The memory for bytes on their way, shared by all runs of an agent: what is collected, and the buffers of streams. It counts; it
 * does not allocate. Each run, or each worker of a for-each, has an account.
 *
 * Who comes first is served first. Accounts that hold some come before those that hold none, so that what has begun gets done.
 * The account that has held some for longest never waits: so there is always one that gets on, and nobody waits for ever. What it
 * takes beyond the budget for that is at most the least that it asks for.
 */
export class TransferMemory {
  /** In bytes. */
  readonly budget: number;
  private usedNow = 0;
  /** What of the budget is used for something else. */
  private reserved = 0;
  private mostUsed = 0;
  /** The accounts that hold some, the one that has for longest first. */
  private readonly holders = new Set<MemoryAccount>();
  private waiting: Request[] = [];

  constructor(budget: number) {
    this.budget = budget;
  }

  /** An account that holds nothing yet. Must be closed. */
  account(): MemoryAccount {
    return new MemoryAccount(this);
  }

  /** In bytes. */
  get used(): number {
    return this.usedNow;
  }

  /** The most that was in use at any time, in bytes. */
  get peak(): number {
    return this.mostUsed;
  }

  /** Whether anybody waits. */
  get isShort(): boolean {
    return this.waiting.length > 0;
  }

  /**
   * Takes some of the budget for other memory of the agent, as long as that leaves a third of it, more than is in use now.
   * @returns gives it back; null when there is not so much
   */
  reserve(bytes: number): (() => void) | null {
    const left = this.budget - this.reserved - bytes;
    if (this.isShort || left < this.usedNow || left < this.budget / 3) return null;
    this.reserved += bytes;
    let isHeld = true;
    return () => {
      if (isHeld) this.reserved -= bytes;
      isHeld = false;
      this.serve();
    };
  }

  /** For accounts alone. */
  request(account: MemoryAccount, bytes: number, least: number, signal: AbortSignal): Promise<MemoryShare> {
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.waiting = this.waiting.filter((one) => one !== request);
        reject(signal.reason);
        this.serve();
      };
      const request: Request = {
        account,
        bytes,
        least,
        grant: (granted) => {
          signal.removeEventListener('abort', cancel);
          resolve(this.shareOf(account, granted));
        },
      };
      this.waiting.push(request);
      this.serve();
      if (this.waiting.includes(request)) signal.addEventListener('abort', cancel, { once: true });
    });
  }

  private shareOf(account: MemoryAccount, bytes: number): MemoryShare {
    let isHeld = true;
    const share: MemoryShare = {
      bytes,
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.usedNow -= bytes;
        if (account.gaveBack(share)) this.holders.delete(account);
        this.serve();
      },
    };
    account.got(share);
    return share;
  }

  private serve(): void {
    for (let next = this.nextServed(); next; next = this.nextServed()) {
      const request = next;
      this.waiting = this.waiting.filter((one) => one !== request);
      const granted = Math.min(request.bytes, Math.max(request.least, this.budget - this.reserved - this.usedNow));
      this.usedNow += granted;
      this.mostUsed = Math.max(this.mostUsed, this.usedNow);
      this.holders.add(request.account);
      request.grant(granted);
    }
  }

  private nextServed(): Request | undefined {
    const [first] = this.waiting;
    const [oldest] = this.holders;
    if (!first || !oldest) return first;
    const urgent = this.waiting.find(({ account }) => account === oldest);
    if (urgent) return urgent;
    const next = this.waiting.find(({ account }) => this.holders.has(account)) ?? first;
    return this.usedNow + next.least <= this.budget - this.reserved ? next : undefined;
  }
}

/** What one run, or one worker of a for-each, holds of the agent's memory for transfers. */
export class MemoryAccount implements Memory {
  private readonly memory: TransferMemory;
  private readonly shares = new Set<MemoryShare>();
  private isClosed = false;

  constructor(memory: TransferMemory) {
    this.memory = memory;
  }

  async take(bytes: number, signal: AbortSignal, least: number = bytes): Promise<MemoryShare> {
    signal.throwIfAborted();
    // What goes on after its run is over holds nothing that anybody would give back.
    if (this.isClosed) throw new Error('the run is over');
    return this.memory.request(this, bytes, Math.min(least, bytes), signal);
  }

  get isShort(): boolean {
    return this.memory.isShort;
  }

  /** Gives back all that it holds. What it still waits for is to be ended by its signal. */
  close(): void {
    this.isClosed = true;
    for (const share of [...this.shares]) share.release();
  }

  /** For the memory alone. */
  got(share: MemoryShare): void {
    this.shares.add(share);
    if (this.isClosed) queueMicrotask(share.release);
  }

  /** For the memory alone; whether that was the last of what it held. */
  gaveBack(share: MemoryShare): boolean {
    this.shares.delete(share);
    return this.shares.size === 0;
  }
}
