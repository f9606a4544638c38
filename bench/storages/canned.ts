import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Moments, Notice, type Order } from '../canned/messages.ts';
import { cpuSeconds } from '../parts/processes.ts';
import { createFiller } from './s3.ts';
import type { BenchStorage } from './storage.ts';

export interface CannedStorage extends BenchStorage {
  /** Notes when the things of {@link Moments} next happen. */
  watch(): Promise<void>;
  moments(): Promise<Moments>;
}

/** Starts the canned storage; see `canned/server.ts` for what it is. */
export async function startCanned(): Promise<CannedStorage> {
  const child = fork(join(import.meta.dirname, '../canned/server.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const heard = async () => Notice.parse((await once(child, 'message'))[0]);
  const ask = (order: Order) => {
    const answer = heard();
    child.send(order);
    return answer;
  };
  const ready = await heard();
  if (ready.type !== 'ready') throw new Error('the canned storage did not start');
  const keys = { accessKeyId: 'AKIACANNEDSOURCE0000', secretAccessKey: 'nobody-looks-at-it' };
  const url = `http://127.0.0.1:${ready.port}`;
  const filler = createFiller(url, keys);
  return {
    name: 'canned',
    title: 'canned storage',
    url,
    source: keys,
    target: { ...keys, accessKeyId: 'AKIACANNEDTARGET0000' },
    caFile: undefined,
    cpu: () => cpuSeconds(child.pid ?? 0),
    makeBuckets: async () => undefined,
    fill: async (bucket, count, bytes) => {
      await ask({ type: 'shelve', shelf: { bucket, count, bytes } });
    },
    take: filler.take,
    watch: async () => {
      await ask({ type: 'watch' });
    },
    moments: async () => {
      const notice = await ask({ type: 'moments' });
      return notice.type === 'moments' ? notice.moments : {};
    },
    close: async () => {
      filler.close();
      child.disconnect();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
