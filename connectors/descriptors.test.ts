import { expect, test } from 'vitest';
import { allFields, fieldProblems, isVisible } from '../shared/checks/fields.ts';
import type { Section } from '../shared/connector.ts';
import type { Settings } from '../shared/project/settings.ts';
import { descriptorOf, descriptors } from './descriptors.ts';

const screens = descriptors.flatMap((descriptor) => [
  { title: `${descriptor.name} connection`, sections: descriptor.connection.sections },
  ...descriptor.activityTypes.map((type) => ({
    title: `${descriptor.name} ${type.name}`,
    sections: type.screen.sections,
  })),
]);

function visibleNames(sections: readonly Section[], settings: Settings): string[] {
  const fields = allFields(sections);
  return fields.filter((field) => isVisible(field, settings, fields)).map((field) => field.name);
}

test('a connector is found by its id, and an unknown id finds nothing', () => {
  expect(descriptorOf('amazon-s3')?.name).toBe('Amazon S3');
  expect(descriptorOf('floppy')).toBeUndefined();
});

test.each(screens)('$title: no two fields of one name are ever visible at once', ({ sections }) => {
  const cases: Settings[] = [{}, { bucketOptions: 'text' }, { bucketOptions: 'lists' }, { credentials: 'chain' }];
  for (const settings of cases) {
    const names = visibleNames(sections, settings);
    expect(new Set(names).size).toBe(names.length);
  }
});

test.each(screens)('$title: every condition and every nesting names a field that is there', ({ sections }) => {
  const names = new Set(allFields(sections).map((field) => field.name));
  for (const field of allFields(sections)) {
    for (const condition of field.visibleWhen ?? []) expect(names).toContain(condition.field);
    if (field.under) expect(names).toContain(field.under);
  }
});

test.each(screens)('$title: the defaults are valid values', ({ sections }) => {
  const wrong = fieldProblems(allFields(sections), {}, () => true).filter((problem) => problem.kind !== 'missing');
  expect(wrong).toEqual([]);
});

test('the fields of the connection screen carry the labels of the specification, in its order', () => {
  const labels = descriptorOf('amazon-s3')?.connection.sections.map((section) =>
    section.fields.map((field) => field.label),
  );
  expect(labels).toEqual([
    [
      'Access Key ID',
      'Secret Access Key',
      'AWS Region (Used for Authentication Only)',
      'Use Proxy Settings (Private Agent Only)',
    ],
    ['Endpoint URL', 'Force path-style access', 'Session Token', 'Credentials', 'Maximum attempts', 'Request timeout'],
  ]);
});

test('access keys are required unless another credential source is chosen', () => {
  const fields = allFields(descriptorOf('amazon-s3')?.connection.sections ?? []);
  const missing = (settings: Settings) => fieldProblems(fields, settings, () => true).map((problem) => problem.field);
  expect(missing({})).toEqual(['accessKeyId', 'secretAccessKey']);
  expect(missing({ credentials: 'chain' })).toEqual([]);
});

test.each(['https://s3.example.com', 'http://127.0.0.1:9000', 'https://h.example/base/path'])(
  '%s is an endpoint',
  (url) => {
    const fields = allFields(descriptorOf('amazon-s3')?.connection.sections ?? []);
    expect(fieldProblems(fields, { endpointUrl: url }, () => true).map((p) => p.field)).not.toContain('endpointUrl');
  },
);

test.each(['s3.example.com', 'ftp://x', 'https://user:pw@host', 'https://h/?a=b'])('%s is no endpoint', (url) => {
  const fields = allFields(descriptorOf('amazon-s3')?.connection.sections ?? []);
  expect(fieldProblems(fields, { endpointUrl: url }, () => true).map((p) => p.field)).toContain('endpointUrl');
});
