import { sql } from '../../server/database/sql.ts';
import { keyOf } from '../canned/messages.ts';
import type { Section } from '../parts/report.ts';
import { type Cost, costOf, costTable, sizesUpTo } from './cost.ts';
import { emptyQueue, fillLog, fillQueue, settle } from './fill.ts';
import type { Copying, Installation } from './installation.ts';
import type { ScaleSettings } from './settings.ts';

/** The bench plays the agent, and moves nothing. */
const SMALL = { bucket: 'small', key: keyOf(0), isOneAccount: true };
const how = (samples: number) =>
  `A submission, the claim of the run that comes first and the report that ends it, over HTTP and one at a time, ${samples} times at each size;`;
const shown = (count: number) => count.toLocaleString('en-US');

/** What a run costs with more and more runs waiting before it. */
export async function measureWaiting(installation: Installation, settings: ScaleSettings): Promise<Section> {
  const copying = await installation.project('Waiting', SMALL);
  const gateway = await installation.gateway();
  const costs: [string, Cost][] = [];
  const measure = async (name: string) => {
    // Without waiting for PostgreSQL to renew its statistics: a burst must not cost more, either.
    costs.push([name, await costOf(installation, gateway, settings.samples, () => copying)]);
  };
  const sizes = sizesUpTo(settings.waiting);
  let filled = 0;
  for (const size of sizes) {
    await fillQueue(installation, copying, size - filled);
    filled = size;
    await measure(shown(size));
  }
  await settle(installation.database.db);
  await measure(`${shown(filled)}, once the statistics are new`);
  await emptyQueue(installation);
  const first = sizes[0] ?? 0;
  await fillQueue(installation, copying, first);
  await measure(`${shown(first)} again, at the end`);
  await emptyQueue(installation);
  return {
    id: 'scale-waiting',
    title: 'Scale: runs waiting',
    how: `${how(settings.samples)} runs of one project waiting before it.`,
    table: costTable('waiting', costs),
  };
}

/** What a run costs with longer and longer logs. */
export async function measureLog(installation: Installation, settings: ScaleSettings): Promise<Section> {
  const { db } = installation.database;
  const copying = await installation.project('Log', SMALL);
  const gateway = await installation.gateway();
  const costs: [string, Cost][] = [];
  let filled = 0;
  for (const size of [0, ...sizesUpTo(settings.messages, Math.min(10_000, settings.messages))]) {
    await fillLog(db, copying.client.projectId, filled, size);
    filled = size;
    await settle(db);
    costs.push([shown(size), await costOf(installation, gateway, settings.samples, () => copying)]);
  }
  await sql`delete from runs where id like 'run_log%'`.execute(db);
  await settle(db);
  return {
    id: 'scale-log',
    title: 'Scale: messages in the log',
    how: `${how(settings.samples)} messages of ended runs of the same project, 50 each.`,
    table: costTable('messages', costs),
  };
}

const WAITING_EACH = 10;

/** What a run costs with more and more projects that have runs waiting. */
export async function measureProjects(installation: Installation, settings: ScaleSettings): Promise<Section> {
  const gateway = await installation.gateway();
  const projects: Copying[] = [];
  const costs: [string, Cost][] = [];
  const deadline = performance.now() + settings.projectSeconds * 1000;
  for (const size of [1, ...sizesUpTo(settings.projects)].filter((one, index, all) => all.indexOf(one) === index)) {
    while (projects.length < size && performance.now() < deadline) {
      const together = Math.min(8, size - projects.length);
      const numbers = Array.from({ length: together }, (_, index) => projects.length + index + 1);
      const made = await Promise.all(numbers.map((number) => installation.project(`Project ${number}`, SMALL)));
      for (const one of made) await fillQueue(installation, one, WAITING_EACH);
      projects.push(...made);
    }
    const inTurn = (sample: number) => projects[(sample * 7919) % projects.length];
    costs.push([shown(projects.length), await costOf(installation, gateway, settings.samples, inTurn)]);
    if (projects.length < size) break;
  }
  await emptyQueue(installation);
  return {
    id: 'scale-projects',
    title: 'Scale: projects',
    how: `${how(settings.samples)} of projects in turn, each of which has ${WAITING_EACH} runs waiting.`,
    table: costTable('projects', costs),
  };
}
