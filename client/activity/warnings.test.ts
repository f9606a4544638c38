import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Activity } from '../../shared/project/activity.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { needWarnings } from './warnings.ts';

const activity = (id: string, type: string): Activity => ({
  id,
  connectionId: 'con_a',
  type,
  name: type,
  settings: {},
  configured: true,
});

function projectWith(...steps: string[]): Project {
  const activities = { act_get: activity('act_get', 'get-object'), act_put: activity('act_put', 'put-object') };
  return {
    ...emptyProject('P'),
    activities,
    connections: { con_a: { id: 'con_a', connector: 'amazon-s3', name: 'S3', settings: {} } },
    operations:
      steps.length === 0
        ? {}
        : {
            opn_a: {
              id: 'opn_a',
              name: 'Copy',
              steps: steps.map((componentId, index) => ({ id: `stp_${index}`, kind: 'activity', componentId })),
            },
          },
  };
}

function warningsFor(id: 'get' | 'put', settings: Activity['settings'], ...steps: string[]) {
  const type = descriptors[0]?.activityTypes.find((one) => one.id === `${id}-object`);
  if (!type) throw new Error('the connector has changed');
  return Object.fromEntries(needWarnings(type, settings, projectWith(...steps), `act_${id}`, descriptors));
}

test('an empty key is asked for where no preceding step supplies one', () => {
  expect(warningsFor('get', { bucketOptions: 'text' }, 'act_get', 'act_put')).toEqual({
    bucket: 'Enter the Bucket: no preceding step supplies one.',
    key: 'Enter the Key: no preceding step supplies one.',
  });
  expect(warningsFor('get', { bucketOptions: 'text', bucket: 'in', key: 'a' }, 'act_get')).toEqual({});
});

test('an empty key after a source is fine; an empty bucket there is rarely meant', () => {
  expect(warningsFor('put', { bucketOptions: 'text' }, 'act_get', 'act_put')).toEqual({
    bucket: 'Left empty: the Bucket of the preceding step is used.',
  });
});

test('an activity in no operation hears what will be needed, and a required list speaks for itself', () => {
  expect(warningsFor('get', { bucketOptions: 'text' })).toEqual({
    bucket: 'Left empty: a preceding step has to supply the Bucket.',
    key: 'Left empty: a preceding step has to supply the Key.',
  });
  expect(warningsFor('get', { key: 'a' })).toEqual({});
});
