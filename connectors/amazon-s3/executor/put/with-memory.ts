import type { Memory } from '../../../../shared/runs/payload.ts';

/** What a part that is passed on as it comes holds at a time, in bytes. */
export const PART_STREAM_BYTES = 1024 ** 2;

/** Works while so much of the agent's memory is kept for it. @throws what the work throws; the signal's reason */
export async function withMemory<Result>(
  memory: Memory | undefined,
  bytes: number,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const share = await memory?.take(bytes, signal);
  try {
    return await work();
  } finally {
    share?.release();
  }
}
