/** Kept, as making one is far more work than using it. */
const format = new Intl.NumberFormat('en-US');

/** Such as `1,522 bytes`. */
export function bytesText(bytes: number): string {
  return `${format.format(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
}
