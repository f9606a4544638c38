import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { DescriptorSchema } from './descriptor.ts';
import { compareVersions, newestOf } from './version.ts';

test.each(descriptors)('the schema of descriptors takes the shipped $name whole, and leaves nothing out', (shipped) => {
  expect(DescriptorSchema.parse(JSON.parse(JSON.stringify(shipped)))).toEqual(JSON.parse(JSON.stringify(shipped)));
});

test.each([
  ['an id that is no name of a folder', { id: '../etc' }],
  ['a version that is not three numbers', { version: '1.0' }],
  ['no activity type', { activityTypes: [] }],
  [
    'a field of an unknown kind',
    { connection: { heading: '', nameLabel: '', sections: [{ fields: [{ name: 'x' }] }] } },
  ],
])('%s is refused', (_, change) => {
  expect(DescriptorSchema.safeParse({ ...descriptors[0], ...change }).success).toBe(false);
});

test('a pattern that no browser could compile is refused', () => {
  const field = { name: 'a', label: 'A', control: 'text', pattern: { source: '(', message: 'no' } };
  const connection = { heading: 'H', nameLabel: 'N', sections: [{ fields: [field] }] };
  expect(DescriptorSchema.safeParse({ ...descriptors[0], connection }).success).toBe(false);
});

test('versions are put in order by their numbers', () => {
  expect(['1.10.0', '1.9.9', '1.10.1', '0.99.0'].sort(compareVersions)).toEqual([
    '0.99.0',
    '1.9.9',
    '1.10.0',
    '1.10.1',
  ]);
  expect(newestOf(['1.2.3', '1.12.0', '1.3.0'])).toBe('1.12.0');
  expect(newestOf([])).toBeUndefined();
});
