import { expect, test } from 'vitest';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { logRetries } from './retry-log.ts';

test('each retry is logged, and the run is told of a storage that asks for fewer requests, and of nothing else', () => {
  const lines: string[] = [];
  let slowed = 0;
  const context = {
    log: (_level: string, _code: string, text: string | (() => string)) =>
      void lines.push(typeof text === 'string' ? text : text()),
    slowedDown: () => {
      slowed += 1;
    },
  };
  const notice = logRetries(context, 5);
  const failure = (code: string) => new ConnectorError({ code, message: `It was ${code}.`, nature: 'transient' });
  notice(1, failure('connection-lost'), 250);
  expect(slowed).toBe(0);
  notice(2, failure('slow-down'), 1500);
  expect(slowed).toBe(1);
  expect(lines).toEqual([
    'It was connection-lost. Try 2 of 5 follows in 0.25 s.',
    'It was slow-down. Try 3 of 5 follows in 1.5 s.',
  ]);
});
