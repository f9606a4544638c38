import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content } from '../../shared/runs/payload.ts';
import { REDACTED } from '../../shared/variables/redact.ts';
import { noteTarget, type RunSoFar, variablesOfStep } from '../variables.ts';
import { ContentTap } from './content-tap.ts';
import { limitedJson } from './limited-json.ts';
import { pieceOf } from './piece.ts';
import { Recorder } from './recorder.ts';
import { byteRedactor } from './redact-bytes.ts';

/** Bytes whose chunks share their memory, read in parts of any length. */
function contentOf(bytes: Buffer, chunkLength: number): Content {
  return {
    size: bytes.length,
    rereadable: true,
    read: async (sink, { offset, length }) => {
      const end = length === undefined ? bytes.length : offset + length;
      const memory = Buffer.alloc(chunkLength);
      for (let at = offset; at < end; at += chunkLength) {
        const part = bytes.subarray(at, Math.min(end, at + chunkLength));
        memory.set(part);
        await sink(memory.subarray(0, part.length));
        memory.fill(0);
      }
    },
  };
}

test('the first bytes are kept whatever the parts in which a content is read, also more than once', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 500 }),
      async (array, chunk, part, most) => {
        const bytes = Buffer.from(array);
        const tap = new ContentTap(contentOf(bytes, chunk), most);
        const content = tap.tapped();
        const { signal } = new AbortController();
        await content.read(() => undefined, { offset: 0, length: Math.min(part, bytes.length) }, signal);
        for (let offset = 0; offset < bytes.length; offset += part)
          await content.read(() => undefined, { offset, length: Math.min(part, bytes.length - offset) }, signal);
        expect(tap.bytes).toEqual(bytes.subarray(0, most));
        expect(tap.size).toBe(bytes.length);
      },
    ),
  ));

test('a value is given as its JSON as long as there is room, and never much more than that', () =>
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 2000 }), (value, most) => {
      const { text, isCut } = limitedJson(value, most);
      if (!isCut) expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      else expect(text.length).toBeGreaterThan(most);
    }),
  ));

test('values are blotted out in bytes of any kind, and all else stays', () => {
  const { redact } = byteRedactor(['s3cret/é', 'ab']);
  const bytes = Buffer.concat([Buffer.from([0, 255]), Buffer.from('s3cret/é'), Buffer.from([254]), Buffer.from('ab')]);
  expect(redact(bytes)).toEqual(
    Buffer.concat([Buffer.from([0, 255]), Buffer.from(REDACTED), Buffer.from([254]), Buffer.from('ab')]),
  );
  expect(redact(Buffer.from('xs3cret/éx', 'utf16le')).includes(Buffer.from('s3cret', 'utf16le'))).toBe(false);
});

test('what is text stands as text, also when its end is in the middle of a character', () => {
  const plain = byteRedactor([]);
  expect(pieceOf(Buffer.from('naïve\n'), plain, 7, false)).toEqual({
    encoding: 'text',
    data: 'naïve\n',
    size: 7,
    isCut: false,
  });
  expect(pieceOf(Buffer.from('naï').subarray(0, 3), plain, 9, true)).toMatchObject({ encoding: 'text', data: 'na' });
  expect(pieceOf(Buffer.from([0, 1]), plain, 2, false)).toMatchObject({ encoding: 'base64', data: 'AAE=' });
});

test('of steps that run for many objects the first ones are noted, and the first that fails', () => {
  const recorder = new Recorder([]);
  recorder.begin('stp_list', { record: {} });
  const run = (sequence: number, isFailed = false, steps = ['stp_get', 'stp_put']) => {
    for (const stepId of steps) recorder.begin(stepId, { record: { key: `k${sequence}` } }, sequence);
    recorder.ended(sequence, isFailed);
  };
  for (const sequence of [2, 1, 3, 4, 5]) run(sequence);
  // It is going on while another one fails.
  recorder.begin('stp_get', { record: { key: 'k6' } }, 6);
  run(7, true, ['stp_get']);
  recorder.begin('stp_put', { record: { key: 'k6' } }, 6);
  recorder.ended(6, true);
  run(8, true);
  expect(recorder.begin('stp_get', { record: {} }, 9)).toBeNull();
  const taken = [...recorder.taken()].map(({ stepId, debug }) => [
    stepId,
    ...[debug, ...(debug.others ?? [])].map(({ sequence, failed }) => [sequence, failed]),
  ]);
  const first = [
    [1, undefined],
    [2, undefined],
    [3, undefined],
  ];
  expect(taken).toEqual([
    ['stp_list', [undefined, undefined]],
    ['stp_get', ...first, [7, true]],
    ['stp_put', ...first],
  ]);
});

test('of the objects that are noted in case they fail only a little of the content is kept meanwhile', async () => {
  const recorder = new Recorder([]);
  const bytes = Buffer.alloc(2 * 1024 * 1024, 'x');
  const { signal } = new AbortController();
  for (const sequence of [1, 2, 3, 4]) {
    const record = recorder.begin('stp_get', { record: {} }, sequence);
    await record
      ?.gives({ record: {}, content: contentOf(bytes, 65_536) })
      .content?.read(() => undefined, { offset: 0 }, signal);
    recorder.ended(sequence, sequence === 4);
  }
  const [{ debug } = { debug: undefined }] = [...recorder.taken()];
  const sizes = [debug, ...(debug?.others ?? [])].map((pass) => pass?.output?.content?.data.length);
  expect(sizes).toEqual([1_048_576, 1_048_576, 1_048_576, (64 + 320) * 1024]);
});

test('a later step names the object that an earlier one has written', () => {
  const soFar: RunSoFar = {};
  const run = { runId: 'run_1', operation: { id: 'opn_1', name: 'Copy', steps: [] } };
  const target = () => variablesOfStep(run, 'agent', { soFar })('jitterbit.target.locator');
  expect(target()).toBeUndefined();
  noteTarget(soFar, { outcome: 'written', bucket: 'out', key: '2026/a.csv', size: 3 });
  noteTarget(soFar, { outcome: 'skipped', bucket: 'out', key: 'left' });
  expect(target()).toBe('out/2026/a.csv');
});
