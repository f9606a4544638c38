import { setTimeout as sleep } from 'node:timers/promises';
import { keyOf } from '../canned/messages.ts';
import type { Measurement } from '../parts/bench.ts';
import { quantile } from '../parts/statistics.ts';
import { startWorld } from '../parts/world.ts';

const RUNS = 100;
const WARM_UP = 5;
const FROM = 'latency-from';
/** Long enough for everything to have come to rest. */
const PAUSE_MS = 100;
const POLL_MS = 20;

/** How long it takes from a click until the first byte of an object is at its target, one run after another on an idle machine. */
export const latency: Measurement = async function* ({ settings, storages }) {
  if (!settings.storages.includes('canned')) return;
  const storage = await storages.canned();
  const world = await startWorld({ storage, canned: storage });
  try {
    await storage.fill(FROM, 1, 1024);
    const operation = await world.draw(
      'Small',
      ['source', 'get-object', 'Get small', { bucket: FROM, key: keyOf(0) }],
      ['target', 'put-object', 'Put small', { bucket: 'latency-to', key: 'small.bin' }],
    );
    const answered: number[] = [];
    const asked: number[] = [];
    const firstByte: number[] = [];
    const ended: number[] = [];
    for (let round = -WARM_UP; round < RUNS; round += 1) {
      await sleep(PAUSE_MS);
      await storage.watch();
      const [click, clickedAt] = [process.hrtime.bigint(), Date.now()];
      const sinceClick = (moment: bigint) => Number(moment - click) / 1e6;
      const runId = await world.project.run(operation, false);
      const reply = sinceClick(process.hrtime.bigint());
      const run = await world.project.ended(runId, POLL_MS);
      if (run.state !== 'Success') throw new Error(`the run ended in ${run.state}: ${run.lastMessage}`);
      const moments = await storage.moments();
      if (round < 0) continue;
      answered.push(reply);
      asked.push(sinceClick(BigInt(moments.asked ?? 0)));
      firstByte.push(sinceClick(BigInt(moments.firstByte ?? 0)));
      ended.push(Date.parse(run.endedAt ?? '') - clickedAt);
    }
    const line = (name: string, values: readonly number[]) => [
      name,
      quantile(values, 0.5).toFixed(1),
      quantile(values, 0.99).toFixed(1),
      Math.max(...values).toFixed(1),
    ];
    yield {
      id: 'latency',
      title: 'From click to first byte',
      how: `${RUNS} runs of Get Object → Put Object of 1 KiB on the canned storage, one after another, ${PAUSE_MS} ms apart; milliseconds from sending the request that the Run button sends, by the machine's monotonic clock.`,
      table: {
        headings: ['until', 'p50', 'p99', 'most'],
        rows: [
          line('the run is accepted', answered),
          line('the source is asked for the object', asked),
          line('the first byte is at the target', firstByte),
          line('the run has ended, by the database', ended),
        ],
      },
      notes: ['Aim: p50 of the first byte at the target at most 30 ms.'],
    };
  } finally {
    await world.close();
  }
};
