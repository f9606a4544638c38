import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expand, parseTemplate, printTemplate, renameReferences, variablesOf } from './template.ts';

const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
const text = fc.string().filter((value) => !/[[\\{]/.test(value));
/** Strings full of what is special, so that everything that can be written is. */
const anySource = fc.oneof(
  fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '\\', 'a', '-', '.', ' ', 'ü'), maxLength: 40 }),
  fc
    .array(fc.constantFrom('[a]', '[b.c]', '{x}', '{}', '\\[', '\\', '[', ']', 'in/', '[a]{', '}', '[ ]', '[[a]]'))
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

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
  expect(parseTemplate('\\[year]')).toEqual([{ kind: 'escape' }, { kind: 'text', text: 'year]' }]);
  expect(expand('\\[year]{x}', () => 'never')).toEqual({ ok: true, text: '[year]{x}' });
  for (const plain of ['[]', '[a b]', '[a', 'a]', '[ü]', '{x}', '\\', 'a\\b', '{[}'])
    expect(parseTemplate(plain)).toEqual([{ kind: 'text', text: plain }]);
});

test('references do not nest: a bracket in a name or a default is a bracket', () => {
  expect(expand('[[a]]', () => 'A')).toEqual({ ok: true, text: '[A]' });
  expect(parseTemplate('[a]{[b]}')).toEqual([{ kind: 'reference', name: 'a', fallback: '[b]' }]);
  expect(expand('[a]{[b]}', (name) => (name === 'b' ? 'never' : undefined))).toEqual({ ok: true, text: '[b]' });
});

test('an empty default is a default, and an empty value is a value', () => {
  expect(expand('[x]{}', () => undefined)).toEqual({ ok: true, text: '' });
  expect(expand('[x]{y}', () => '')).toEqual({ ok: true, text: '' });
});

test('every string is a template; printed it is the same string, and nothing of it is empty or cut in two', () => {
  fc.assert(
    fc.property(anySource, (source) => {
      const parts = parseTemplate(source);
      expect(printTemplate(parts)).toBe(source);
      expect(parseTemplate(printTemplate(parts))).toEqual(parts);
      for (const [index, part] of parts.entries()) {
        if (part.kind !== 'text') continue;
        expect(part.text).not.toBe('');
        expect(parts[index - 1]?.kind).not.toBe('text');
      }
    }),
    { numRuns: 1000 },
  );
});

test('an expansion changes nothing outside of references', () => {
  fc.assert(
    fc.property(anySource, fc.string(), (source, value) => {
      const expanded = expand(source, () => value);
      const outside = parseTemplate(source).map((part) =>
        part.kind === 'reference' ? value : part.kind === 'text' ? part.text : '[',
      );
      expect(expanded).toEqual({ ok: true, text: outside.join('') });
      if (!/\[/.test(source)) expect(expanded).toEqual({ ok: true, text: source });
    }),
    { numRuns: 1000 },
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

test('a renamed variable is renamed where it is referred to, and nowhere else', () => {
  expect(renameReferences('[a]/a/[ab]/\\[a]/[a]{[a]}', 'a', 'z')).toBe('[z]/a/[ab]/\\[a]/[z]{[a]}');
  fc.assert(
    fc.property(anySource, (source) => {
      const renamed = renameReferences(source, 'a', 'zz');
      const values = (name: string) => (name === 'a' || name === 'zz' ? 'A' : 'other');
      expect(expand(renamed, values)).toEqual(expand(source, values));
      expect(variablesOf(renamed)).not.toContain('a');
    }),
  );
});
