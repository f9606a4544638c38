import { join, posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { isWithin } from './allowed-folders.ts';
import { folderPartsOf, partsOf } from './file-path.ts';

const codeOf = (path: string, rules?: 'posix' | 'windows') => {
  try {
    return partsOf(path, rules);
  } catch (error) {
    return error instanceof ConnectorError ? error.code : error;
  }
};

/** Paths as somebody would make them up who wants to get out. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '',
        '/',
        '\\',
        '..\\',
        '\0',
        'C:',
        'c:\\x',
        '~',
        '%2e%2e',
        '\u2025',
        '．．',
        'a',
        ' ',
        '...',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .chain((parts) => fc.constantFrom('/', '\\', '').map((separator) => parts.join(separator)));

test('whatever the path is: taken apart it stays in the folder, or it is refused', () => {
  fc.assert(
    fc.property(nasty, (path) => {
      const parts = codeOf(path, 'posix');
      if (parts === 'path-invalid') return;
      if (!Array.isArray(parts)) throw parts;
      const whole = posix.join('/srv/in', ...parts);
      expect(whole === '/srv/in' ? '' : whole).toBe(path === '' ? '' : `/srv/in/${path}`);
      expect(isWithin('/srv/in', join('/srv/in', ...parts))).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test('on Windows too, where more characters separate and more names are special', () => {
  fc.assert(
    fc.property(nasty, (path) => {
      const parts = codeOf(path, 'windows');
      if (parts === 'path-invalid') return;
      if (!Array.isArray(parts)) throw parts;
      const whole = win32.join('C:\\srv', ...parts);
      expect(whole).toBe(['C:\\srv', ...parts].join('\\'));
      for (const part of parts) expect(part).not.toMatch(/[\\/:]|[. ]$/);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  '../a',
  'a/../b',
  'a/..',
  '..',
  '.',
  './a',
  'a/./b',
  '/etc/passwd',
  '/',
  'a//b',
  'a/',
  '//host/share',
  'a\0b',
  '\ud800',
])('%j is refused', (path) => {
  expect(codeOf(path, 'posix')).toBe('path-invalid');
});

test.each(['..\\a', 'C:\\x', 'C:x', 'a:stream', 'con', 'NUL.txt', 'a.', 'a ', 'x/aux', 'a*b', 'COM1'])(
  'on Windows %j is refused',
  (path) => {
    expect(codeOf(path, 'windows')).toBe('path-invalid');
  },
);

test.each(['a', '2026/in/a.csv', 'a b+c%20d', 'über/日本語/🙂.txt', '...', '..a/b..', '.hidden', '~', '-rf', 'a\\b'])(
  '%j is a path',
  (path) => {
    expect(codeOf(path, 'posix')).toEqual(path.split('/'));
  },
);

test('a folder may be written with a slash at its end', () => {
  expect(folderPartsOf('in/2026/')).toEqual(['in', '2026']);
  expect(folderPartsOf('')).toEqual([]);
  expect(() => folderPartsOf('/')).toThrow(/cannot be the path/);
  expect(() => folderPartsOf('in//')).toThrow(/cannot be the path/);
});
