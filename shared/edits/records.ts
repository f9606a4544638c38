import type { Id } from '../project/id.ts';

/**
 * Changes records without touching those that others hold: a record is copied at its first change, and the copy, which
 * nobody else has seen yet, is then changed in place. One of these serves one `apply`; without it a batch of thousands of
 * edits would copy a large record thousands of times.
 */
export class Records {
  private readonly own = new WeakSet<object>();

  /** The record with `id` standing for `value`. */
  with<T>(record: Record<Id, T>, id: Id, value: T): Record<Id, T> {
    const changed = this.ownOf(record);
    changed[id] = value;
    return changed;
  }

  /** The record without `id`. */
  without<T>(record: Record<Id, T>, id: Id): Record<Id, T> {
    const changed = this.ownOf(record);
    delete changed[id];
    return changed;
  }

  private ownOf<T>(record: Record<Id, T>): Record<Id, T> {
    if (this.own.has(record)) return record;
    const copy = { ...record };
    this.own.add(copy);
    return copy;
  }
}
