/**
 * What was worked out for a thing, kept as long as the thing itself. Documents share the parts that an edit did not touch, so
 * that after an edit nearly everything is known already. `basis` is all else that the result depends on.
 */
export function remember<K extends object, T>(): (thing: K, basis: readonly unknown[], work: () => T) => T {
  const known = new WeakMap<K, { basis: readonly unknown[]; result: T }>();
  return (thing, basis, work) => {
    const before = known.get(thing);
    if (before && isSame(before.basis, basis)) return before.result;
    const result = work();
    known.set(thing, { basis, result });
    return result;
  };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}
