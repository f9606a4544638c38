import { expect, test } from 'vitest';
import type { Content } from '../../shared/runs/payload.ts';
import { Recorder } from './recorder.ts';

test('a content that the storage has copied by itself is noted as one that did not pass, and can still be copied', () => {
  const recorder = new Recorder([]);
  const origin: NonNullable<Content['origin']> = {
    connector: 'amazon-s3',
    account: 'one',
    facts: { key: 'a' },
    copied: () => undefined,
  };
  const content: Content = { size: 5, rereadable: true, origin, read: async () => undefined };
  const given = recorder.begin('stp_get', { record: {} })?.gives({ record: { key: 'a' }, content });
  expect(given?.content?.origin).toBe(origin);
  const [taken] = [...recorder.taken()];
  expect(taken?.debug.output?.content).toMatchObject({ data: '', isCut: true, size: 5 });
});
