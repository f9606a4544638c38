import type { Memory } from '../../shared/runs/payload.ts';
import { STREAM_BYTES } from '../memory/stream-bytes.ts';
import type { TransferMemory } from '../memory/transfer-memory.ts';

export interface CrewParts {
  /** How many are to work at a time, just now: at least 1. */
  limit(): number;
  /** Does one piece of work; whether there may be more. Called again and again by each worker. Must not reject. */
  work(memory: Memory | undefined): Promise<boolean>;
  /** What the run itself holds: the first worker works with it. */
  own: Memory | undefined;
  /** Each further worker works with an account of its own, and comes when there is room for it. */
  shared: TransferMemory | undefined;
}

/**
 * Works with as many workers as there are to be, which may change all the time; ends when there is no more work and each worker has
 * done its last piece. The first worker waits for no memory, so that runs that hold some never wait for one another.
 */
export async function workTogether({ limit, work, own, shared }: CrewParts): Promise<void> {
  const over = new AbortController();
  let working = 0;
  await new Promise<void>((resolve) => {
    const hire = () => {
      while (!over.signal.aborted && working < limit()) void employ(working === 0);
    };
    const employ = async (isFirst: boolean) => {
      working += 1;
      const account = isFirst ? undefined : shared?.account();
      try {
        await account?.take(STREAM_BYTES, over.signal);
        while (!over.signal.aborted && (isFirst || working <= limit())) {
          if (!(await work(account ?? own))) over.abort();
          else if (working < limit()) hire();
        }
      } catch {
        // The waiting for memory has ended with the work.
      }
      account?.close();
      working -= 1;
      if (working === 0) resolve();
    };
    hire();
  });
}
