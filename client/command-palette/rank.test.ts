import { expect, test } from 'vitest';
import type { PaletteEntry } from './palette-entry.ts';
import { rank } from './rank.ts';
import { withLatest } from './recent.ts';

function entry(title: string, more: Partial<PaletteEntry> = {}): PaletteEntry {
  return { id: title, title, detail: null, icon: null, shortcut: null, disabledReason: null, run: () => {}, ...more };
}

const titles = (...given: Parameters<typeof rank>) => rank(...given).map((one) => one.entry.title);

test('with nothing typed, what was chosen lately stands first, the last one on top', () => {
  const all = [entry('Undo'), entry('Run'), entry('Rename'), entry('Delete')];
  expect(titles(all, '', ['Rename', 'Run', 'gone'])).toEqual(['Rename', 'Run', 'Undo', 'Delete']);
  expect(rank(all, '', ['Rename']).map((one) => one.recent)).toEqual([true, false, false, false]);
});

test('the best answer is first; what was chosen lately wins between like answers only', () => {
  const all = [entry('Prune the archive'), entry('Deploy and run'), entry('Run'), entry('Running late')];
  expect(titles(all, 'run', [])).toEqual(['Run', 'Running late', 'Deploy and run', 'Prune the archive']);
  expect(titles(all, 'run', ['Running late'])[0]).toBe('Running late');
  expect(titles(all, 'run', ['Prune the archive'])[0]).toBe('Run');
  expect(titles(all, 'xyz', [])).toEqual([]);
});

test('what can not be done now comes after its like that can', () => {
  const all = [entry('Run', { id: 'a', disabledReason: 'It runs already.' }), entry('Run', { id: 'b' })];
  expect(rank(all, 'run', []).map((one) => one.entry.id)).toEqual(['b', 'a']);
});

test('the name of what a command acts on answers too', () => {
  const all = [
    entry('Deploy', { id: 'a', detail: 'Copy invoices' }),
    entry('Deploy', { id: 'b', detail: 'List inbox' }),
  ];
  expect(rank(all, 'deploy invoices', []).map((one) => one.entry.id)).toEqual(['a']);
});

test('what is chosen is remembered once, and only the last few', () => {
  expect(withLatest(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  expect(withLatest(['a', 'b', 'c', 'd', 'e', 'f'], 'g')).toEqual(['g', 'a', 'b', 'c', 'd', 'e']);
});
