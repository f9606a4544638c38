/** So long, in milliseconds, the page may be kept from answering at a time. */
const SLICE = 12;

/** Goes through a list without keeping the page from answering: a little at a time. Ends early, with false, when `each` says false. */
export async function inSlices<T>(list: readonly T[], each: (item: T) => boolean): Promise<boolean> {
  let end = performance.now() + SLICE;
  for (const item of list) {
    if (performance.now() >= end) {
      await new Promise((resolve) => setTimeout(resolve));
      end = performance.now() + SLICE;
    }
    if (!each(item)) return false;
  }
  return true;
}
