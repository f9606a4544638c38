import type { RequestFacts } from './fault-rules.ts';

/** How often one operation was asked for on one key, by the status answered (0: the connection was cut). */
export interface RequestCount {
  readonly operation: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly status: number;
  readonly count: number;
}

export interface RequestReport {
  readonly requests: readonly RequestCount[];
  /** The most requests of an operation under way at one time. */
  readonly mostAtOnce: Readonly<Record<string, number>>;
}

/** Counts requests, so that tests can tell what a client really did. */
export class RequestCounts {
  #counts = new Map<string, RequestCount>();
  #running = new Map<string, number>();
  #most = new Map<string, number>();

  /** Notes that a request has begun; the returned function notes its end. */
  begin(facts: RequestFacts): (status: number) => void {
    const { operation, bucket, key } = facts;
    const running = (this.#running.get(operation) ?? 0) + 1;
    this.#running.set(operation, running);
    this.#most.set(operation, Math.max(running, this.#most.get(operation) ?? 0));
    return (status) => {
      this.#running.set(operation, (this.#running.get(operation) ?? 1) - 1);
      const id = JSON.stringify([operation, bucket, key, status]);
      const count = (this.#counts.get(id)?.count ?? 0) + 1;
      this.#counts.set(id, { operation, bucket, key, status, count });
    };
  }

  /** How many requests of an operation are under way. */
  underWay(operation: string): number {
    return this.#running.get(operation) ?? 0;
  }

  report(): RequestReport {
    return { requests: [...this.#counts.values()], mostAtOnce: Object.fromEntries(this.#most) };
  }

  clear(): void {
    this.#counts.clear();
    this.#most.clear();
  }
}
