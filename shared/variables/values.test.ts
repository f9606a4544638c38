import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName, predefinedValues, splitName } from './facts.ts';
import { isPredefined, isReserved, PREDEFINED_VARIABLES } from './known.ts';
import { lookUpIn } from './look-up.ts';
import { REDACTED, redactor } from './redact.ts';
import { expand } from './template.ts';

const FACTS = {
  now: new Date('2026-01-31T14:05:09Z'),
  unique: 'u',
  operation: { id: 'opn_1', name: 'Copy' },
  runId: 'run_1',
  previous: { success: false, error: 'No such key' },
  surroundings: { projectName: 'Invoices', environmentName: 'Default', agentGroupName: 'Cloud agents' },
  agentName: 'one',
  source: { bucket: 'inbox', key: 'in/2026/a.b.csv', size: 12 },
  target: { bucket: 'archive', key: 'out/' },
  sequence: 7,
};

test('everything that is known has its variable, and every variable has its value', () => {
  expect(predefinedValues(FACTS)).toEqual({
    'jitterbit.operation.name': 'Copy',
    'jitterbit.operation.guid': 'opn_1',
    'jitterbit.operation.instance.guid': 'run_1',
    'jitterbit.operation.error': '',
    'jitterbit.operation.last_error': 'No such key',
    'jitterbit.operation.previous.error': 'No such key',
    'jitterbit.operation.previous.success': 'false',
    'jitterbit.source.filename': 'a.b.csv',
    'jitterbit.source.locator': 'inbox/in/2026/a.b.csv',
    'jitterbit.source.size': '12',
    'jitterbit.target.filename': 'out',
    'jitterbit.target.locator': 'archive/out/',
    'jitterbit.environment.name': 'Default',
    'jitterbit.project.name': 'Invoices',
    'jitterbit.agent.name': 'one',
    'jitterbit.agentgroup.name': 'Cloud agents',
    date: '2026-01-31',
    time: '140509',
    file: 'a.b',
    ext: 'csv',
    sequence: '7',
    unique: 'u',
  });
  expect(Object.keys(predefinedValues(FACTS)).toSorted()).toEqual(Object.keys(PREDEFINED_VARIABLES).toSorted());
});

test('what is not known has no value, so that a default stands in', () => {
  const values = predefinedValues({ now: FACTS.now, unique: 'u' });
  expect(values).not.toHaveProperty('file');
  expect(values).not.toHaveProperty('jitterbit.operation.previous.success');
});

test('a name is split at its last dot, and a leading dot begins no extension', () => {
  expect(splitName('a/b.tar.gz')).toEqual({ base: 'b.tar', extension: 'gz' });
  expect(splitName('a/.env')).toEqual({ base: '.env', extension: '' });
  fc.assert(
    fc.property(fc.string(), (key) => {
      const { base, extension } = splitName(key);
      expect([base, extension === '' ? base : `${base}.${extension}`, `${base}.`]).toContain(fileName(key));
    }),
  );
});

test('the runtime’s names are nobody else’s, in whatever case', () => {
  for (const name of ['date', 'Date', 'jitterbit.anything', 'Jitterbit.Project.Name'])
    expect(isReserved(name)).toBe(true);
  expect(isPredefined('Date')).toBe(false);
  expect(isReserved('dates')).toBe(false);
});

test('a required variable has no default in the field, and a value given to the run counts for it', () => {
  const variable = { name: 'a', required: true, hidden: false };
  const missing = lookUpIn({}, {}, [variable]);
  expect(expand('[a]{x}', missing)).toEqual({ ok: false, missing: 'a' });
  expect(expand('[a]{x}', lookUpIn({}, { a: '1' }, [variable]))).toEqual({ ok: true, text: '1' });
  expect(expand('[a]{x}', lookUpIn({}, {}, [{ ...variable, required: false }]))).toEqual({ ok: true, text: 'x' });
  expect(expand('[date]', lookUpIn({ date: 'today' }, { date: 'never' }, []))).toEqual({ ok: true, text: 'today' });
});

test('hidden values are blotted out wherever they stand, also encoded; others are not', () => {
  const variable = { name: 'a', required: false, hidden: true, value: 'pa"ss/w+rd' };
  const redact = redactor([variable, { name: 'b', required: false, hidden: false, value: 'plain' }]);
  for (const form of [variable.value, encodeURIComponent(variable.value), JSON.stringify(variable.value).slice(1, -1)])
    expect(redact(`before ${form} plain`)).toBe(`before ${REDACTED} plain`);
  fc.assert(
    fc.property(fc.string({ minLength: 3 }), fc.string(), fc.string(), (value, before, after) => {
      const hidden = redactor([{ name: 'a', required: false, hidden: true, value }]);
      fc.pre(!REDACTED.includes(value));
      expect(hidden(`${before}${value}${after}`)).toContain(REDACTED);
    }),
  );
});
