import { expect, test } from 'vitest';
import type { Field } from '../../shared/connector.ts';
import { type FieldTree, visibleTree } from './order.ts';

const text = (name: string, more: Partial<Field> = {}): Field =>
  ({ control: 'text', name, label: name, ...more }) as Field;
const fields: Field[] = [
  text('inner', { under: 'prefix' }),
  { control: 'radio', name: 'mode', label: 'mode', default: 'a', choices: [] },
  text('prefix'),
  text('only-b', { visibleWhen: [{ field: 'mode', equals: ['b'] }] }),
  text('under-b', { under: 'only-b' }),
];

function names(trees: FieldTree[]): unknown[] {
  return trees.map(({ field, nested }) => (nested.length > 0 ? [field.name, names(nested)] : field.name));
}

test('nested fields stand inside the field they are under, which a hidden one gives up', () => {
  expect(names(visibleTree(fields, {}, fields))).toEqual(['mode', ['prefix', ['inner']], 'under-b']);
  expect(names(visibleTree(fields, { mode: 'b' }, fields))).toEqual([
    'mode',
    ['prefix', ['inner']],
    ['only-b', ['under-b']],
  ]);
});
