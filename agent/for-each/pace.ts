/** How many objects are worked on at a time, and what that rests on. */
export interface Pace {
  readonly limit: number;
  /** Whether it is still doubled: until that gains nothing, or a storage asks for less. */
  readonly isDoubling: boolean;
  /** What it was before it was raised last, and what was done a second then; null when it is settled. */
  readonly raisedFrom: { readonly limit: number; readonly rate: number } | null;
  /** For how many looks it has been settled. */
  readonly looks: number;
}

const FIRST = 8;
/** A raise that gains less than this share is taken back. */
const GAIN = 0.03;
/** Settled, it looks after so many looks whether one more would gain something by now. */
const PROBE_AFTER = 5;

/** @param most the setting: from 1 */
export function startingPace(most: number): Pace {
  return { limit: Math.min(FIRST, most), isDoubling: true, raisedFrom: null, looks: PROBE_AFTER };
}

/** The pace after a look at what is done a second at this one. */
export function nextPace(pace: Pace, rate: number, most: number): Pace {
  const { limit, raisedFrom, isDoubling } = pace;
  if (raisedFrom && rate < raisedFrom.rate * (1 + GAIN))
    return { limit: raisedFrom.limit, isDoubling: false, raisedFrom: null, looks: 0 };
  const isSettled = !raisedFrom && pace.looks < PROBE_AFTER;
  if (isSettled || limit >= most) return { ...pace, raisedFrom: null, looks: pace.looks + 1 };
  const more = isDoubling ? limit * 2 : limit + Math.max(1, Math.floor(limit / 8));
  return { limit: Math.min(most, more), isDoubling, raisedFrom: { limit, rate }, looks: 0 };
}

/** The pace when a storage asks for fewer requests: half of it. */
export function slowedPace({ limit }: Pace): Pace {
  return { limit: Math.max(1, Math.floor(limit / 2)), isDoubling: false, raisedFrom: null, looks: 0 };
}

/** A look is taken when so much time has passed, and as many objects are done as are worked on at a time. */
const LOOK_MS = 100;
/** What a storage said to requests that were on their way when the pace was halved is not a reason to halve it again. */
const DEAF_MS = 1_000;
/** An object is as much work as so many bytes, beside its own. */
const OBJECT_BYTES = 64 * 1024;

/** Keeps the pace of a run over many objects. */
export class PaceKeeper {
  private pace: Pace;
  private readonly most: number;
  private readonly now: () => number;
  private since: number;
  private objects = 0;
  private bytes = 0;
  private slowedAt = Number.NEGATIVE_INFINITY;
  /** How often it was halved. */
  slowDowns = 0;

  /** @param now in milliseconds */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.most = Math.max(1, Math.floor(most) || 1);
    this.pace = startingPace(this.most);
    this.now = now;
    this.since = now();
  }

  get limit(): number {
    return this.pace.limit;
  }

  /** An object is done. */
  done(bytes: number): void {
    this.objects += 1;
    this.bytes += bytes + OBJECT_BYTES;
    if (this.objects < this.pace.limit) return;
    const passed = this.now() - this.since;
    if (passed < LOOK_MS) return;
    this.pace = nextPace(this.pace, (this.bytes * 1000) / passed, this.most);
    this.lookAnew();
  }

  /** More can be done at once than before: how many objects that takes is found out anew, unless a storage has asked for less. */
  freshen(): void {
    if (this.slowDowns > 0) return;
    this.pace = { ...this.pace, isDoubling: true, raisedFrom: null, looks: PROBE_AFTER };
    this.lookAnew();
  }

  /** A storage asks for fewer requests. */
  slowDown(): void {
    const now = this.now();
    if (now - this.slowedAt < DEAF_MS) return;
    this.slowedAt = now;
    this.slowDowns += 1;
    this.pace = slowedPace(this.pace);
    this.lookAnew();
  }

  private lookAnew(): void {
    this.since = this.now();
    this.objects = 0;
    this.bytes = 0;
  }
}
