import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { updatePage } from './page.ts';
import type { Section } from './report.ts';

const ORDER = ['transfer', 'list'];
let folder: string;
let page: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-page-'));
  page = join(folder, 'performance.md');
});

afterEach(() => rmSync(folder, { recursive: true }));

const section = (id: string, figure: string): Section => ({
  id,
  title: `Title of ${id}`,
  how: 'How.',
  table: { headings: ['mover', 'seconds'], rows: [['a | b', figure]] },
});

const titles = () => [...readFileSync(page, 'utf8').matchAll(/^## (.*)$/gm)].map(([, title]) => title);

test('a run of some measurements replaces their sections and leaves the others', () => {
  updatePage(page, [section('list-ceph', '1.0'), section('transfer-canned', '2.0')], ['tool 1'], ORDER);
  const before = readFileSync(page, 'utf8');
  updatePage(page, [section('transfer-canned', '3.0')], ['tool 2'], ORDER);
  const after = readFileSync(page, 'utf8');
  expect(after).toContain('| a \\| b | 3.0 |');
  expect(after).not.toContain('| 2.0 |');
  const listed = (text: string) => text.slice(text.indexOf('<!-- bench list-ceph -->')).trim();
  expect(listed(after)).toBe(listed(before));
  expect(listed(after)).toContain('tool 1');
});

test('sections stand in their order, whichever came first, the large sizes after the usual one', () => {
  for (const id of ['list-canned', 'transfer-large-canned', 'transfer-ceph', 'transfer-canned'])
    updatePage(page, [section(id, '1')], [], ORDER);
  const ids = ['transfer-canned', 'transfer-ceph', 'transfer-large-canned', 'list-canned'];
  expect(titles()).toEqual(ids.map((id) => `Title of ${id}`));
});
