import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import type { Activity } from '../project/activity.ts';
import type { Project } from '../project/project.ts';
import type { Settings } from '../project/settings.ts';
import { problems } from './problems.ts';

const list = (settings: Settings = {}) => ['list-objects', { pass: 'each', ...settings }] as const;
const get = ['get-object', {}] as const;
const put = (settings: Settings) => ['put-object', settings] as const;
const move = (settings: Settings) =>
  ['move-object', { sourceBucket: '', destinationBucket: 'outbox', ...settings }] as const;

function projectOf(...steps: (readonly [type: string, settings: Settings])[]): Project {
  const project = sampleProject(1);
  const activities = steps.map(
    ([type, settings], index): Activity => ({
      id: `act_${index}`,
      connectionId: 'con_finance',
      type,
      name: `${type} ${index}`,
      settings: { bucketOptions: 'text', ...(type === 'move-object' ? {} : { bucket: 'inbox' }), ...settings },
      configured: true,
    }),
  );
  return {
    ...project,
    activities: Object.fromEntries(activities.map((activity) => [activity.id, activity])),
    operations: {
      opn_0: {
        id: 'opn_0',
        name: 'For each',
        steps: activities.map(({ id }, index) => ({ id: `stp_${index}`, kind: 'activity' as const, componentId: id })),
      },
    },
  };
}

const found = (...steps: Parameters<typeof projectOf>) =>
  problems(projectOf(...steps), { descriptors, knownVariable: () => true });

test('a Put that writes every listed object to one key is an error at its step, with a way out', () => {
  for (const key of ['all.csv', 'out/[date].csv', 'out/[folder]/file.[ext]'])
    expect(found(list(), get, put({ key }))).toMatchObject([
      {
        code: 'each-overwrites',
        severity: 'error',
        item: { kind: 'step', id: 'stp_2', operationId: 'opn_0' },
        message: expect.stringContaining('"put-object 2" runs once for each listed object, and its Key is the same'),
        fix: expect.stringContaining('Empty the Key'),
      },
    ]);
});

test('so is a Move, which would lose all objects but the last', () => {
  expect(found(list(), move({ destinationKey: 'done.csv' }))).toMatchObject([
    { code: 'each-overwrites', message: expect.stringContaining('Destination key') },
  ]);
});

test('a key that names the object, no key, another bucket for each, and a list of one are all right', () => {
  for (const key of ['', 'out/[jitterbit.source.filename]', 'out/[sequence].csv', 'x/[unique]', '[file]-copy.[ext]'])
    expect(found(list(), get, put({ key }))).toEqual([]);
  expect(found(list(), get, put({ bucket: 'for-[file]', key: 'data' }))).toEqual([]);
  expect(found(list({ maximumObjects: 1 }), get, put({ key: 'first.csv' }))).toEqual([]);
  expect(found(list(), move({ destinationKey: 'done/[jitterbit.source.filename]' }))).toEqual([]);
});

test('a list that is written as one document has one key', () => {
  expect(found(list({ pass: 'document' }), put({ key: 'list.json' }))).toEqual([]);
});
