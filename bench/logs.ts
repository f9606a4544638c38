/**
 * How long questions about runs and their logs take over HTTP, for every filter and order, with many runs and messages in the
 * database: `node scripts/bench-logs.mjs [--runs 100000] [--messages 50] [--rounds 40]`.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startTestServer } from '../server/test-server.ts';
import { ProjectClient } from '../testing/product/api-client.ts';
import { drawOperations } from './logs/draw.ts';
import { fill } from './logs/fill.ts';
import { measure, rowOf } from './logs/measure.ts';
import { measureWrites } from './logs/writes.ts';
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

const what = `${runs.toLocaleString('en-US')} runs with ${(runs * messages).toLocaleString('en-US')} messages`;
console.log(`Writing ${what}; by default this takes some minutes …`);
const server = await startTestServer();
try {
  const { db } = server.database;
  const project = await ProjectClient.create(server.url, 'Bench');
  const workflowId = await drawOperations(project);
  const started = performance.now();
  await fill(db, project.projectId, runs, messages);
  console.log(
    `${what}, written in ${Math.round((performance.now() - started) / 1000)} s; ${cpus().length} cores, ` +
      `load ${loadavg()[0]?.toFixed(1)}; pages of 50, over HTTP.`,
  );
  const read = await measure(project, workflowId, runs, rounds);
  const all = { name: 'all of them', times: read.flatMap(({ times }) => times) };
  printTable('Reading, milliseconds', ['', 'p50', 'p95', 'most'], [...read, all].map(rowOf));
  const written = await measureWrites(server.app.core, project.projectId, messages, rounds);
  printTable('Writing, milliseconds', ['', 'p50', 'p95', 'most'], written.map(rowOf));
} finally {
  await server.close();
}
