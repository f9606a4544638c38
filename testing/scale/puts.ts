import type { Store } from '../../store/start-store.ts';

/** Successful PUTs of `out/<name>` by the name, as the store has counted them. */
export function putsOf(store: Store): Map<string, number> {
  const puts = new Map<string, number>();
  for (const { operation, key, status, count } of store.faults.requests().requests)
    if (operation === 'PutObject' && status === 200 && key?.startsWith('out/'))
      puts.set(key.slice(4), (puts.get(key.slice(4)) ?? 0) + count);
  return puts;
}
