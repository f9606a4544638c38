import type { Core } from '../core.ts';
import { isDatabaseUnavailable } from '../database/pool.ts';

export interface Repeated {
  start(): void;
  stop(): Promise<void>;
}

/** Does something again and again with a pause between; what fails is logged, and done again after the next pause. */
export function repeat(
  { log }: Pick<Core, 'log'>,
  what: string,
  pauseMs: number,
  work: () => Promise<unknown>,
): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let working: Promise<void> = Promise.resolve();
  const once = async () => {
    try {
      await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) log.error({ err: error }, `${what} failed`);
    }
  };
  const loop = () => {
    timer = setTimeout(() => {
      working = once().then(() => {
        if (!stopped) loop();
      });
    }, pauseMs);
  };
  return {
    start: loop,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await working;
    },
  };
}
