import type { Id } from '../../shared/project/id.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The order in which the pane lists things: as people count, upper and lower case alike. */
export function byName(a: { name: string }, b: { name: string }): number {
  return collator.compare(a.name, b.name);
}

/**
 * Lists a record's things by name. It starts from the order it found last, which after an edit is nearly right: comparing
 * thousands of names anew with every key typed elsewhere would be felt.
 */
export function nameOrder<T extends { id: Id; name: string }>(): (record: Readonly<Record<Id, T>>) => readonly T[] {
  let last: { record: Readonly<Record<Id, T>>; list: readonly T[] } = { record: {}, list: [] };
  return (record) => {
    if (last.record === record) return last.list;
    const known = last.list.flatMap(({ id }) => record[id] ?? []);
    const isKnown = new Set(known.map(({ id }) => id));
    const list = [...known, ...Object.values(record).filter(({ id }) => !isKnown.has(id))].sort(byName);
    last = { record, list };
    return list;
  };
}
