import { expect, test } from 'vitest';
import { REDACTED, redactor } from '../../shared/variables/redact.ts';
import { redacted } from './redacted.ts';

test('no bucket, key or message of a batch holds a hidden value, whichever object it is of', () => {
  const at = '2026-01-31T14:05:09.000Z';
  const place = { bucket: 'the-secret', key: 'in/the-secret/a.csv' };
  const redact = redactor([{ name: 'hush', required: false, hidden: true, value: 'the-secret' }]);
  const clean = { bucket: REDACTED, key: `in/${REDACTED}/a.csv` };
  const { receipts, failures } = redacted(
    {
      receipts: [
        { at, stepId: 'stp_1', outcome: 'moved', ...place, source: { ...place, eTag: 'e' } },
        { at, stepId: 'stp_1', outcome: 'deleted', ...place },
      ],
      failures: [{ at, stepId: 'stp_1', ...place, code: 'gone', message: 'no the-secret', todo: 'mend the-secret' }],
    },
    redact,
  );
  expect(receipts).toEqual([
    { at, stepId: 'stp_1', outcome: 'moved', ...clean, source: { ...clean, eTag: 'e' } },
    { at, stepId: 'stp_1', outcome: 'deleted', ...clean },
  ]);
  const told = { message: `no ${REDACTED}`, todo: `mend ${REDACTED}` };
  expect(failures).toEqual([{ at, stepId: 'stp_1', ...clean, code: 'gone', ...told }]);
});
