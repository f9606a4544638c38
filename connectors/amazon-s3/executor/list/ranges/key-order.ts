/**
 * S3 lists keys in the order of their UTF-8 bytes, JavaScript compares by UTF-16 code units: where a surrogate meets a unit from
 * U+E000 up, the two differ. Source: Unicode Technical Report 26, "binary order of UTF-16".
 */
const HIGH = /[\ud800-\uffff]/;

/** Below 0 when `a` comes before `b` in the order of UTF-8 bytes, above 0 when after. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (!HIGH.test(a) || !HIGH.test(b)) return a < b ? -1 : 1;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return inOrder(one) - inOrder(other);
  }
  return a.length - b.length;
}

/** The code unit, moved so that units compare as UTF-8 does. */
function inOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Whether the keys go up, and none comes twice. */
export function ascends(objects: readonly { readonly key: string }[]): boolean {
  for (let at = 1; at < objects.length; at += 1)
    if (compareKeys(objects[at - 1]?.key ?? '', objects[at]?.key ?? '') >= 0) return false;
  return true;
}

/** How many of the objects, which go up, have keys up to `key`. */
export function countUpTo(objects: readonly { readonly key: string }[], key: string): number {
  let low = 0;
  let high = objects.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(objects[middle]?.key ?? '', key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
