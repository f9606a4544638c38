import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LogMessage, StepProgress } from '../shared/runs/run.ts';
import { RunProgress } from './progress.ts';

/** What the server keeps, made from reports of which each may be lost, or stored without the agent hearing of it. */
class Receiver {
  readonly messages: LogMessage[] = [];
  readonly steps = new Map<string, StepProgress>();
  ends = 0;

  store({ report }: ReturnType<RunProgress['take']>): void {
    this.messages.push(...report.messages.slice(Math.max(0, this.messages.length - report.firstMessage)));
    for (const step of report.steps) this.steps.set(step.stepId, step);
    if (report.end !== undefined) this.ends += 1;
  }
}

const happening = fc.oneof(
  fc.record({ kind: fc.constant('log' as const), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('moved' as const), bytes: fc.integer({ min: 0, max: 1000 }) }),
  fc.record({
    kind: fc.constant('report' as const),
    fate: fc.constantFrom('lost', 'stored', 'acknowledged'),
    most: fc.integer({ min: 0, max: 4 }),
  }),
);

test('whatever happens to reports on the way, the server ends up with every message once, in order, and the last figures', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const progress = new RunProgress(['stp_a', 'stp_b']);
      const receiver = new Receiver();
      let logged = 0;
      let bytes = 0;
      for (const one of happenings) {
        if (one.kind === 'log') {
          for (let count = 0; count < one.count; count += 1) {
            logged += 1;
            progress.log('info', 'n', String(logged));
          }
        } else if (one.kind === 'moved') {
          bytes += one.bytes;
          progress.moved('stp_a', one.bytes);
        } else {
          const taken = progress.take(one.most);
          // Something more happens while the report is on its way.
          progress.moved('stp_a', 1);
          bytes += 1;
          if (one.fate !== 'lost') receiver.store(taken);
          if (one.fate === 'acknowledged') taken.acknowledge();
        }
      }
      progress.finish('Success');
      while (receiver.ends === 0) {
        const taken = progress.take(3);
        receiver.store(taken);
        taken.acknowledge();
      }
      expect(receiver.messages.map(({ text }) => text)).toEqual(Array.from({ length: logged }, (_, n) => `${n + 1}`));
      if (bytes > 0) expect(receiver.steps.get('stp_a')?.bytes).toBe(bytes);
    }),
  );
});

test('the end is told only with the last of the messages', () => {
  const progress = new RunProgress([]);
  for (const text of ['a', 'b', 'c']) progress.log('info', 'x', text);
  progress.finish('Success');
  const first = progress.take(2);
  expect(first.report.end).toBeUndefined();
  first.acknowledge();
  expect(progress.take(2).report).toMatchObject({ end: 'Success', firstMessage: 2 });
});

test('a log that gets too long is cut, says by how much, and keeps every error and warning', () => {
  const progress = new RunProgress([]);
  for (let line = 0; line < 10_050; line += 1) progress.log('info', 'x', 'line');
  progress.log('error', 'bad', 'the error');
  progress.finish('Error');
  const { messages } = progress.take(20_000).report;
  expect(messages).toHaveLength(10_002);
  expect(messages.at(-2)?.text).toBe('the error');
  expect(messages.at(-1)?.text).toBe('50 more lines were left out of this log.');
});

test('bytes that were moved in vain are taken back, never below nothing', () => {
  const progress = new RunProgress(['stp_a']);
  progress.moved('stp_a', 10);
  progress.moved('stp_a', -30);
  progress.finished('stp_a', 1);
  expect(progress.totals()).toEqual({ bytes: 0, objects: 1 });
});

test('what the server knows is not news', () => {
  const progress = new RunProgress(['stp_a']);
  expect(progress.isNews).toBe(false);
  progress.stepState('stp_a', 'running');
  expect(progress.isNews).toBe(true);
  progress.take(10).acknowledge();
  expect(progress.isNews).toBe(false);
});

test('what the storage has copied counts as moved, and can be taken back', () => {
  const progress = new RunProgress(['stp_a']);
  progress.copied('stp_a', 500);
  progress.moved('stp_a', 100);
  expect(progress.take(10).report.steps).toMatchObject([{ bytes: 600, copiedBytes: 500 }]);
  progress.copied('stp_a', -500);
  expect(progress.take(10).report.steps).toMatchObject([{ bytes: 100, copiedBytes: 0 }]);
});

test('a plan stands with its step and in the log, without hidden values and never too long to be reported', () => {
  const progress = new RunProgress(['stp_a'], 'everything', (text) => text.replaceAll('hush', '••••••'));
  progress.planned('stp_a', { way: 'stream', reason: `It said hush. ${'x'.repeat(3000)}` });
  const { steps, messages } = progress.take(10).report;
  expect(StepProgress.parse(steps[0]).plan?.reason).toMatch(/^It said ••••••\. x+…$/);
  expect(messages).toMatchObject([{ code: 'plan', level: 'info', stepId: 'stp_a' }]);
});
