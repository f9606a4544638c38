import { expect, test } from 'vitest';
import type { Section } from '../shared/connector.ts';
import { resolveSettings } from './resolve.ts';

const sections: Section[] = [
  {
    fields: [
      { name: 'options', label: 'Options', control: 'radio', default: 'lists', choices: [] },
      {
        name: 'bucket',
        label: 'Bucket',
        control: 'text',
        variables: true,
        visibleWhen: [{ field: 'options', equals: ['text'] }],
      },
      {
        name: 'bucket',
        label: 'Select a bucket',
        control: 'browse',
        browse: 'buckets',
        columns: [],
        empty: '',
        visibleWhen: [{ field: 'options', equals: ['lists'] }],
      },
      { name: 'key', label: 'Key', control: 'text', variables: true },
      { name: 'metadata', label: 'Metadata', control: 'rows', columns: [], variables: true },
      { name: 'tries', label: 'Tries', control: 'number', default: 3, min: 0, max: 9 },
    ],
  },
];
const lookUp = (name: string) => (name === 'date' ? '2026-01-31' : undefined);

test('defaults are filled in and variables replaced, in rows too', () => {
  const settings = { key: 'in/[date]/[file]{x}.csv', metadata: [{ name: 'day', value: '[date]' }] };
  expect(resolveSettings(sections, settings, lookUp, 'It')).toEqual({
    options: 'lists',
    key: 'in/2026-01-31/x.csv',
    metadata: [{ name: 'day', value: '2026-01-31' }],
    tries: 3,
  });
});

test('a field that is not shown does not have its text taken for a template', () => {
  expect(resolveSettings(sections, { bucket: 'a[b]' }, lookUp, 'It').bucket).toBe('a[b]');
  expect(resolveSettings(sections, { options: 'text', bucket: 'a[date]' }, lookUp, 'It').bucket).toBe('a2026-01-31');
});

test('an unknown name is told with its field and its owner', () => {
  const resolve = () => resolveSettings(sections, { key: '[nothing]' }, lookUp, 'The activity "Get"');
  expect(resolve).toThrow('The activity "Get": Key names the variable [nothing], which has no value.');
});
