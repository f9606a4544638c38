import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allFieldsHold, nameIn, pathOf, treeOf } from './tree-field.ts';

const tree = {
  what: 'keys',
  title: 'Choose an object',
  within: 'bucket',
  when: { field: 'bucketOptions', equals: ['lists'] },
  columns: [],
};

test('it is offered with lists, which are the default, and not with text inputs', () => {
  expect(allFieldsHold(tree, {})).toBe(true);
  expect(allFieldsHold(tree, { bucketOptions: 'lists' })).toBe(true);
  expect(allFieldsHold(tree, { bucketOptions: 'text' })).toBe(false);
});

test('it looks into the chosen bucket', () => {
  expect(treeOf(tree, {})).toBeNull();
  expect(treeOf(tree, { bucket: 'inbox' })).toEqual({ bucket: 'inbox' });
  expect(treeOf(tree, { bucket: '[bucket]' })).toBeNull();
});

test('a folder is reached by the folders above it', () => {
  expect(pathOf('')).toEqual([]);
  expect(pathOf('in/2026/')).toEqual([
    { name: 'in', path: 'in/' },
    { name: '2026', path: 'in/2026/' },
  ]);
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 5 }).filter((name) => !name.includes('/'))), (names) => {
      const folder = names.map((name) => `${name}/`).join('');
      expect(pathOf(folder).at(-1)?.path ?? '').toBe(folder);
      expect(nameIn(folder, `${folder}x`)).toBe('x');
    }),
  );
});
