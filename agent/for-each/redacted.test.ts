import { expect, test } from 'vitest';
import { ObjectFailure, type Receipt } from '../../shared/runs/transfers.ts';
import { REDACTED, redactor } from '../../shared/variables/redact.ts';
import { redacted } from './redacted.ts';

const at = new Date(0).toISOString();
const redact = redactor([{ name: 'token', value: 'the-secret', required: false, hidden: true }]);
const failure = (more: Partial<ObjectFailure>): ObjectFailure => ({
  ...{ at, stepId: 'stp_1', bucket: 'b', key: 'k', code: 'c', message: 'm', todo: 't' },
  ...more,
});
const failureTold = (more: Partial<ObjectFailure>) =>
  redacted({ receipts: [], failures: [failure(more)] }, redact).failures[0];

test('a hidden value stands in no place that a receipt or a failure names', () => {
  const place = { bucket: 'the-secret', key: 'a/the-secret/b' };
  const clean = { bucket: REDACTED, key: `a/${REDACTED}/b` };
  const receipt: Receipt = { at, stepId: 'stp_1', outcome: 'copied', ...place, source: { ...place, eTag: 'e' } };
  const told = redacted({ receipts: [receipt], failures: [failure(place)] }, redact);
  expect(told.receipts).toEqual([{ ...receipt, ...clean, source: { ...clean, eTag: 'e' } }]);
  expect(told.failures).toEqual([failure(clean)]);
});

test('a long message is cut once the hidden values are out of it: no half of one is left at its end, and it fits', () => {
  const cut = `${'m'.repeat(3995)}the-secret`;
  expect(failureTold({ message: cut })?.message).not.toContain('the-s');
  const short = redactor([{ name: 'pin', value: '123', required: false, hidden: true }]);
  const long = failure({ message: '123 '.repeat(1000), todo: '123 '.repeat(500) });
  const { failures } = redacted({ receipts: [], failures: [long] }, short);
  expect(failures.map((row) => ObjectFailure.safeParse(row).success)).toEqual([true]);
});
