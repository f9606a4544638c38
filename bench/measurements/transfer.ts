import { keyOf } from '../canned/messages.ts';
import { type Measurement, onEach } from '../parts/bench.ts';
import { failuresOf, moversTable } from '../parts/report.ts';
import { inTurn } from '../parts/rounds.ts';
import { sizeText } from '../parts/settings.ts';
import type { Way } from '../parts/usage.ts';

const GIBIBYTE = 1024 ** 3;
/** From this size on the figures stand in sections of their own. */
const LARGE = 4 * GIBIBYTE;
const FROM = 'transfer-from';
const TO = 'transfer-to';
const KEY = 'written.bin';

/** Get → Put of one large object from one account to another. */
export const transfer: Measurement = (bench) => {
  const { settings, competitors } = bench;
  const bytes = settings.transferBytes;
  return onEach(bench, ['canned', 'store', 'tls', 'ceph'], async (storage, world) => {
    const from = `${FROM}-${bytes / 1024 ** 2}`;
    await storage.makeBuckets(from, TO);
    await storage.fill(from, 1, bytes);
    const operation = await world.draw(
      'Transfer',
      ['source', 'get-object', 'Get large', { bucket: from, key: keyOf(0) }],
      ['target', 'put-object', 'Put large', { bucket: TO, key: KEY }],
    );
    const job = { storage, from, fromKey: keyOf(0), to: TO, toKey: KEY, bytes };
    const ways: Way[] = [
      { name: 'Sluice', run: () => world.run(operation) },
      ...competitors.ways((competitor) => competitor.transfer(job), settings.slowRounds),
    ];
    const results = await inTurn(storage, settings.rounds, ways, () => storage.take(TO, [KEY], bytes));
    return {
      id: `${bytes >= LARGE ? 'transfer-large' : 'transfer'}-${storage.name}`,
      title: `One object of ${sizeText(bytes)}: ${storage.title}`,
      how: `Get Object → Put Object, ${settings.rounds} rounds. In brackets the way that the planner chose.`,
      table: moversTable(results, {
        name: 'MB/s',
        amount: bytes / 1e6,
        cpu: { per: 'GiB', amount: bytes / GIBIBYTE },
      }),
      notes: [
        ...failuresOf(results),
        `Aim: at least ${storage.name === 'ceph' ? '1.5' : '1.0'} × rclone at its best, 1.5 × the AWS CLI and s5cmd; the agent within 256 MiB.`,
      ],
    };
  });
};
