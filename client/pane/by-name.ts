import type { Id } from '../../shared/project/id.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The order in which the pane lists things: as people count, upper and lower case alike. */
export function byName(a: { name: string }, b: { name: string }): number {
  return collator.compare(a.name, b.name);
}

/** From so many changed things on, sorting all of them anew is quicker than putting each in its place. */
const FEW = 100;

/**
 * Lists a record's things by name. It starts from the order it found last, which after an edit is nearly right: comparing
 * thousands of names anew with every key typed elsewhere would be felt.
 */
export function nameOrder<T extends { id: Id; name: string }>(): (record: Readonly<Record<Id, T>>) => readonly T[] {
  let last: { record: Readonly<Record<Id, T>>; list: readonly T[] } = { record: {}, list: [] };
  return (record) => {
    if (last.record === record) return last.list;
    const before = last.record;
    const changed = Object.values(record).filter((one) => before[one.id] !== one);
    const kept = last.list.filter((one) => record[one.id] === one);
    const list = changed.length < FEW ? placed(kept, changed) : [...kept, ...changed].sort(byName);
    last = { record, list };
    return list;
  };
}

/** A sorted list with a few more things in it, each where its name belongs. */
function placed<T extends { name: string }>(sorted: T[], added: readonly T[]): T[] {
  for (const one of added) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = sorted[middle];
      if (other && byName(other, one) <= 0) low = middle + 1;
      else high = middle;
    }
    sorted.splice(low, 0, one);
  }
  return sorted;
}
