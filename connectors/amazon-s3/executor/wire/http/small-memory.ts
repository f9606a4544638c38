/** In bytes. */
export const SMALL = 64 * 1024;
const MOST_FREE = 64;

const free: Buffer[] = [];

/** Memory for a small body. Thousands of them a second would make the garbage collector late. */
export function takeSmall(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(SMALL);
}

/** Gives memory back that nobody uses any more. What may still be in use is simply forgotten instead. */
export function giveSmall(memory: Buffer): void {
  if (free.length < MOST_FREE) free.push(memory);
}
