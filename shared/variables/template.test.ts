import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expand, parseTemplate, variablesOf } from './template.ts';

const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
const text = fc.string().filter((value) => !/[[\\{]/.test(value));

test('a reference, with and without a default', () => {
  expect(parseTemplate('in/[year]/[month]{01}.csv')).toEqual([
    { kind: 'text', text: 'in/' },
    { kind: 'reference', name: 'year' },
    { kind: 'text', text: '/' },
    { kind: 'reference', name: 'month', fallback: '01' },
    { kind: 'text', text: '.csv' },
  ]);
});

test('an escaped bracket is a bracket, and what is no reference is text', () => {
  expect(parseTemplate('\\[year]')).toEqual([{ kind: 'text', text: '[year]' }]);
  for (const plain of ['[]', '[a b]', '[a', 'a]', '[ü]', '{x}'])
    expect(parseTemplate(plain)).toEqual([{ kind: 'text', text: plain }]);
});

test('an empty default is a default', () => {
  expect(expand('[x]{}', () => undefined)).toEqual({ ok: true, text: '' });
});

test('every string is a template: no part is empty, and no two texts stand beside each other', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '\\', 'a', '-', '.', ' ', 'ü'), maxLength: 40 }),
      (source) => {
        const parts = parseTemplate(source);
        for (const [index, part] of parts.entries()) {
          if (part.kind !== 'text') continue;
          expect(part.text).not.toBe('');
          expect(parts[index - 1]?.kind).not.toBe('text');
        }
      },
    ),
  );
});

test('texts and references put together are found again', () => {
  const piece = fc.oneof(
    text.map((value) => ({ source: value, value })),
    fc.record({ name, value: fc.string() }).map(({ name, value }) => ({ source: `[${name}]`, value, name })),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const values = new Map(pieces.flatMap((one) => ('name' in one ? [[one.name, one.value]] : [])));
      const source = pieces.map((one) => one.source).join('');
      const expected = pieces.map((one) => ('name' in one ? (values.get(one.name) ?? '') : one.source)).join('');
      expect(expand(source, (name) => values.get(name))).toEqual({ ok: true, text: expected });
      expect(variablesOf(source)).toEqual([...new Set(pieces.flatMap((one) => ('name' in one ? [one.name] : [])))]);
    }),
  );
});

test('a value is not looked into: there is no second expansion', () => {
  expect(expand('[a]', (name) => (name === 'a' ? '[b]{c}\\[' : 'never'))).toEqual({ ok: true, text: '[b]{c}\\[' });
});

test('a name with neither value nor default is named', () => {
  expect(expand('[a]{x}/[b]', () => undefined)).toEqual({ ok: false, missing: 'b' });
});
