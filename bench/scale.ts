/**
 * How the product grows: with agents, with runs that wait, with its log, with projects; on a PostgreSQL of the system's, started
 * for it. Written into docs/performance.md:
 * `npm run bench:scale -- [--only agents,bytes,waiting,log,projects] [--rounds 3] [--runs 600] [--waiting 100000]
 * [--messages 1000000] [--projects 1000] [--project-seconds 150] [--samples 60] [--mebibytes 64] [--page docs/performance.md | none]`.
 * To try everything: `--rounds 1 --runs 100 --waiting 1000 --messages 20000 --projects 20 --samples 10 --page none`.
 */
import { isAbsolute, join } from 'node:path';
import { measurements } from './measurements/all.ts';
import { machineLine } from './parts/machine.ts';
import { updatePage } from './parts/page.ts';
import type { Section } from './parts/report.ts';
import { printTable } from './parts/table.ts';
import { measureAgents } from './scale/agents.ts';
import { measureBytes } from './scale/bytes.ts';
import { measureLog, measureProjects, measureWaiting } from './scale/growth.ts';
import { type Installation, startInstallation } from './scale/installation.ts';
import { readScaleSettings, type ScaleSettings } from './scale/settings.ts';

/** By their names on the command line, in the order of the page; each on an installation of its own. */
const all: Readonly<Record<string, (installation: Installation, settings: ScaleSettings) => Promise<Section>>> = {
  agents: measureAgents,
  bytes: measureBytes,
  waiting: measureWaiting,
  log: measureLog,
  projects: measureProjects,
};

const settings = readScaleSettings(process.argv.slice(2));
const chosen = settings.only ?? Object.keys(all);
const unknown = chosen.filter((name) => !(name in all));
if (unknown.length > 0)
  throw new Error(`there is no measurement ${unknown.join(', ')}: choose of ${Object.keys(all).join(', ')}`);
const order = [...Object.keys(measurements), ...Object.keys(all).map((name) => `scale-${name}`)];
console.log(machineLine());

for (const name of chosen) {
  const started = performance.now();
  try {
    const installation = await startInstallation();
    try {
      const section = await all[name]?.(installation, settings);
      if (!section) continue;
      const facts = [`PostgreSQL ${await installation.databaseVersion()}`];
      printTable(section.title, section.table.headings, section.table.rows);
      for (const note of section.notes ?? []) console.log(note);
      if (settings.page !== undefined) {
        const page = isAbsolute(settings.page) ? settings.page : join(import.meta.dirname, '..', settings.page);
        updatePage(page, [section], facts, order);
      }
    } finally {
      await installation.close();
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name} failed:`, error);
  }
  console.log(`\n(${name}: ${((performance.now() - started) / 1000).toFixed(0)} s)`);
}
process.exit();
