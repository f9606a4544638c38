/**
 * What operations cost, run through the product, beside other movers doing the same on the same storage, in turn; written into
 * docs/performance.md:
 * `npm run bench -- [--only transfer,several,many,copy,list,latency,small-runs] [--storages canned,store,tls,ceph]
 * [--tools rclone,s5cmd,awscli,s3cmd] [--rounds 5] [--slow-rounds 2] [--gibibytes 1 | --mebibytes 64] [--objects 10000]
 * [--ceph-objects 1000] [--keys 100000] [--at-a-time 32] [--runs 1000] [--page docs/performance.md | none]`.
 * To try everything: `--rounds 1 --mebibytes 64 --objects 500 --keys 2000 --page none`.
 */
import { isAbsolute, join } from 'node:path';
import { measurements } from './measurements/all.ts';
import { machineLine } from './parts/machine.ts';
import { updatePage } from './parts/page.ts';
import { readSettings } from './parts/settings.ts';
import { printTable } from './parts/table.ts';
import { Storages } from './storages/storages.ts';
import { findCompetitors } from './tools/competitors.ts';

const settings = readSettings(process.argv.slice(2));
const chosen = settings.only ?? Object.keys(measurements);
const unknown = chosen.filter((name) => !(name in measurements));
if (unknown.length > 0)
  throw new Error(`there is no measurement ${unknown.join(', ')}: choose of ${Object.keys(measurements).join(', ')}`);

const competitors = findCompetitors(settings.tools);
const facts = [
  ...competitors.versions,
  ...(competitors.missing.length === 0 ? [] : [`not found: ${competitors.missing.join(', ')}`]),
];
console.log([machineLine(), ...facts].join('\n'));

const storages = new Storages();
try {
  for (const name of chosen) {
    const started = performance.now();
    try {
      for await (const section of measurements[name]?.({ settings, storages, competitors }) ?? []) {
        printTable(section.title, section.table.headings, section.table.rows);
        for (const note of section.notes ?? []) console.log(note);
        if (settings.page !== undefined) {
          const page = isAbsolute(settings.page) ? settings.page : join(import.meta.dirname, '..', settings.page);
          updatePage(page, [section], facts, Object.keys(measurements));
        }
      }
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name} failed:`, error);
    }
    console.log(`\n(${name}: ${((performance.now() - started) / 1000).toFixed(0)} s)`);
  }
} finally {
  await storages.close();
}
process.exit();
