import { pino } from 'pino';
import { expect, test } from 'vitest';
import { descriptors } from '../connectors/descriptors.ts';
import { agentRoutes } from '../shared/api/agent-routes.ts';
import { ConnectorError } from '../shared/runs/connector-error.ts';
import { answerQuestion } from './answer.ts';
import { InstalledConnectors } from './connectors/installed.ts';
import { createGateway } from './gateway.ts';

/** The answer to a Test that fails with this, where a variable is hidden. */
async function failed(message: string, hidden: string) {
  const [descriptor] = descriptors;
  if (!descriptor) throw new Error('no connector');
  const executor = {
    test: () => Promise.reject(new ConnectorError({ code: 'test-failed', message, todo: message })),
    browse: async () => [],
    execute: async () => ({ record: {} }),
  };
  const connectors = new InstalledConnectors({
    shipped: new Map([[descriptor.id, { descriptor, executor }]]),
    gateway: createGateway('http://127.0.0.1:1', 'credential'),
    log: pino({ level: 'silent' }),
    onChange: () => undefined,
  });
  const connection = { id: 'con_1', connector: descriptor.id, name: 'Storage', settings: {} };
  const variables = [{ name: 'token', value: hidden, required: false, hidden: true }];
  const body = await answerQuestion(connectors, { kind: 'test', requestId: 'req_1', variables, connection }, 'agent');
  return agentRoutes.answer.body.parse(body).answer;
}

test('an error of any length is an answer, and no half of a hidden value stands at its end', async () => {
  expect(JSON.stringify(await failed(`${'m'.repeat(3995)}the-secret`, 'the-secret'))).not.toContain('the-s');
  expect(await failed('123 '.repeat(1000), '123')).toMatchObject({ ok: false, code: 'test-failed' });
});
