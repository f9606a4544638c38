/**
 * How long the list of runs takes over HTTP, for every filter and order, with many runs and messages in the database:
 * `node scripts/bench-logs.mjs [--runs 100000] [--messages 50] [--rounds 40]`.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startTestServer } from '../server/test-server.ts';
import { ProjectClient } from '../testing/product/api-client.ts';
import { fill } from './logs/fill.ts';
import { quantile } from './parts/statistics.ts';
import { printTable } from './parts/table.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    messages: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '40' },
  },
});
const runs = Number(values.runs);
const messages = Number(values.messages);
const rounds = Number(values.rounds);

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const random = (most: number) => Math.floor(Math.random() * most);

/** What people look for; each call makes another one of its kind. */
const searches: Record<string, () => Record<string, string>> = {
  'newest page': () => ({ top: 'true' }),
  'last 24 hours (default)': () => ({ top: 'true', from: ago(1) }),
  'last 24 hours, errors': () => ({ from: ago(1), states: 'Error' }),
  'errors of 30 days': () => ({ states: 'Error' }),
  'a week in the middle': () => ({ from: ago(20), to: ago(13) }),
  'an operation that runs often': () => ({ operationId: 'opn_bench0' }),
  'an operation that runs seldom': () => ({ operationId: 'opn_bench190' }),
  'operation= one': () => ({ operation: `region ${random(200)}` }),
  'operation= all': () => ({ operation: 'copy' }),
  'operation= none': () => ({ operation: 'no such name' }),
  'message= rare': () => ({ message: `customer-${997 * (1 + random(Math.floor(runs / 997)))}` }),
  'message= in few': () => ({ message: `order-${random(50_000)}.csv` }),
  'message= in every run': () => ({ message: 'copied' }),
  'message= every, errors only': () => ({ message: 'copied', states: 'Error' }),
  'message= every, last day': () => ({ message: 'copied order', from: ago(1) }),
  'message= none': () => ({ message: 'nothing-of-the-kind' }),
  'longest first': () => ({ sort: 'longest' }),
  'longest of 24 hours': () => ({ sort: 'longest', from: ago(1) }),
  'most bytes': () => ({ sort: 'most-bytes' }),
  'oldest first': () => ({ sort: 'oldest' }),
};

const server = await startTestServer();
const project = await ProjectClient.create(server.url, 'Bench');
const started = performance.now();
await fill(server.database.db, project.projectId, runs, messages);
console.log(
  `${runs.toLocaleString('en-US')} runs with ${(runs * messages).toLocaleString('en-US')} messages, written in ` +
    `${Math.round((performance.now() - started) / 1000)} s; ${cpus().length} cores; pages of 50, over HTTP.`,
);

const timed = async (work: () => Promise<unknown>) => {
  const times: number[] = [];
  for (let round = 0; round < rounds + 3; round += 1) {
    const begun = performance.now();
    await work();
    // The first ones fill caches that are full in a server that runs.
    if (round >= 3) times.push(performance.now() - begun);
  }
  return times;
};
const ms = (value: number) => value.toFixed(1);
const row = (name: string, times: number[]) => [
  name,
  ms(quantile(times, 0.5)),
  ms(quantile(times, 0.95)),
  ms(Math.max(...times)),
];

const rows: string[][] = [];
const all: number[] = [];
const add = async (name: string, work: () => Promise<unknown>) => {
  const times = await timed(work);
  all.push(...times);
  rows.push(row(name, times));
};
for (const [name, make] of Object.entries(searches))
  await add(name, () => project.runs(`?${new URLSearchParams(make())}`));
const middle = await project.runs(`?${new URLSearchParams({ to: ago(15), limit: '1' })}`);
await add('a page in the middle', () => project.runs(`?cursor=${middle.next ?? ''}`));
await add('messages of a run', () => project.messages(`run_bench${1 + random(runs)}`));
rows.push(row('all of them', all));
printTable('Milliseconds', ['', 'p50', 'p95', 'most'], rows);
await server.close();
