import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Executor } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { VERSION } from '../version.ts';

const LOOK_EVERY_MS = 20;

export const executor: Executor = {
  test: async ({ settings }) => ({ ok: true, message: `Echo ${VERSION} says ${String(settings.word)}` }),
  browse: async () => [],
  execute: async ({ settings }, activity, _input, context) => {
    context.log('info', 'echo-begins', `Echo ${VERSION} begins`);
    const file = String(activity.settings.waitFor ?? '');
    while (file !== '' && !existsSync(file)) await sleep(LOOK_EVERY_MS, undefined, { signal: context.signal });
    if (settings.word === 'fail')
      throw new ConnectorError({ code: 'echo-failed', message: `Echo ${VERSION} fails.`, todo: 'Say another word.' });
    context.log('info', 'echo', `Echo ${VERSION} says ${String(settings.word)}`);
    return { record: {} };
  },
};
