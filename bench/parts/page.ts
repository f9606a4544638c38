import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { STORAGE_NAMES } from '../storages/storage.ts';
import { machineLine } from './machine.ts';
import { markdownTable, type Section } from './report.ts';

const START = /^<!-- bench (\S+) -->$/m;

const INTRODUCTION = `# Performance

Written by \`npm run bench\`, and what is called scale by \`npm run bench:scale\`; a run of only some measurements replaces only its own sections, so each has its own date and
versions. All is measured through the product: an operation is drawn, deployed and run, and its time is from sending the request that starts it to the
end of its run. Competitors do the same on the same storage, in turn with us, round by round; their time is from the start of
their process to its end. Figures are medians, with the least and the most in brackets; ratios are medians of the rounds' ratios, and above 1 Sluice is faster.

**Machine.** Mover, storage, and for Sluice its server and database share the processors named in each section, over loopback. A storage that
takes as much processor time as the mover halves every difference between movers: so its CPU seconds stand beside the mover's, and ratios of
CPU seconds say more than ratios of time. CPU seconds are user and system time of the mover alone (of Sluice the agent; what server and database add is told
under "Small runs"). Peak memory is the largest resident set (VmHWM) of the mover; a new agent is started for each section.

**Storages.** *Canned storage*: a small program of the bench's (\`bench/canned/\`) that is as fast as a storage can be here. It answers as S3 does,
with true ETags, but keeps nothing, checks no signature and believes every checksum; it shows what a mover can do at best. *Embedded store*: the product's own, for the
sample project and for tests; it verifies signatures and checksums and writes to disk. Over TLS: the same with a local certificate. *Ceph*: the
RADOS Gateway 16.2 of Debian with one storage daemon, all in memory; an independent real implementation.

**Competitors.** *rclone*, two remotes. One PUT: \`copyto --ignore-times --no-check-dest --s3-no-head --s3-upload-cutoff 5G\` (above 5 GiB
\`--s3-chunk-size 64M\` instead, four at a time); defaults: \`copyto --ignore-times\`. Many objects, fastest: \`copy --transfers 32 --no-check-dest --s3-no-head
--s3-no-head-object --fast-list --checkers 8\`. Lists: \`lsf --files-only -R --fast-list --s3-list-version 2\`. *s5cmd*, *AWS CLI* and *s3cmd*, as they come: they know one account at
a time, so that a transfer is two of them with a pipe between, and many objects go by a folder on disk, at the slow ones only one in twenty of them. What is slow takes part in fewer rounds, as its row says.
After each transfer the bench looks whether the target is there, in its whole length.

**Two accounts.** Source and target are reached with two access keys, so that every byte has to go through the mover; only "Copy on one
storage" uses one account.
`;

/** Puts sections in the place of those of the same name in the page, or where they belong among the others. @param order ids, as they stand in the page */
export function updatePage(
  file: string,
  sections: readonly Section[],
  facts: readonly string[],
  order: readonly string[],
): void {
  const kept = existsSync(file) ? readSections(readFileSync(file, 'utf8')) : new Map<string, string>();
  for (const section of sections) kept.set(section.id, sectionText(section, facts));
  const known = (id: string) => order.findIndex((one) => id.startsWith(one));
  // Those of another command stay where they are, behind.
  const place = (id: string) =>
    100 * (known(id) === -1 ? order.length : known(id)) +
    (id.includes('-large') ? 10 : 0) +
    STORAGE_NAMES.findIndex((name) => id.endsWith(name));
  const ids = [...kept.keys()].sort((a, b) => place(a) - place(b));
  const parts = ids.map((id) => `<!-- bench ${id} -->\n${kept.get(id) ?? ''}`);
  writeFileSync(file, `${INTRODUCTION}\n${parts.join('\n')}`);
}

function readSections(text: string): Map<string, string> {
  const [, ...pieces] = text.split(START);
  const found = new Map<string, string>();
  for (let index = 0; index + 1 < pieces.length; index += 2)
    found.set(pieces[index] ?? '', `${(pieces[index + 1] ?? '').trim()}\n`);
  return found;
}

function sectionText({ title, how, table, notes = [] }: Section, facts: readonly string[]): string {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const lines = notes.length === 0 ? [] : [...notes.map((note) => `- ${note}`), ''];
  return [
    `## ${title}`,
    '',
    how,
    '',
    markdownTable(table),
    '',
    ...lines,
    `*${date} UTC · ${machineLine()}${facts.map((fact) => ` · ${fact}`).join('')}*`,
    '',
  ].join('\n');
}
