import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gateway } from '../../agent/gateway.ts';
import { executeEmail } from '../../agent/mail/execute.ts';
import { RunProgress } from '../../agent/progress.ts';
import { newId } from '../../shared/project/id.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';
import { startSmtp, type TestSmtp } from './smtp.ts';

let world: RunWorld;
let smtp: TestSmtp;
beforeAll(async () => {
  [world, smtp] = await Promise.all([startRunWorld(), startSmtp()]);
});
afterAll(() => Promise.all([world.close(), smtp.close()]));

const { signal } = new AbortController();

async function take(gateway: Gateway) {
  const { runs } = await gateway.claim(1, signal);
  const [run] = runs;
  if (!run) throw new Error('nothing was taken');
  return run;
}

// The lease of the agent that is lost runs out.
test('an e-mail whose agent is lost when the server has taken it goes again, with the same Message-ID', {
  timeout: 120_000,
}, async () => {
  const operationId = await world.draw('bytes/1', 'target');
  const email = {
    id: newId('eml'),
    name: 'Report',
    settings: {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      from: 'Sluice <sluice@example.com>',
      to: 'someone@example.com',
      subject: 'Run ended',
    },
  };
  await world.project.edit('Create e-mail', { type: 'email.create', email });
  const action = { condition: 'success' as const, do: { kind: 'send-email' as const, emailId: email.id } };
  await world.project.edit('Add action', { type: 'action.add', operationId, action });

  // An agent that sends it, and is never heard of again.
  const { gateway } = await world.gateway();
  await world.project.run(operationId);
  const { runId: parentRun, fence } = await take(gateway);
  const report = { runId: parentRun, fence, steps: [], messages: [], firstMessage: 0, end: 'Success' as const };
  await gateway.report({ reports: [report], running: 0 });
  const assignment = await take(gateway);
  if (!assignment.email) throw new Error('the run sends no e-mail');
  await executeEmail(assignment, assignment.email, { agentName: 'lost', progress: new RunProgress([]), signal });

  await world.startAgent();
  expect(await world.project.ended(assignment.runId)).toMatchObject({ state: 'Success', attempt: 2 });
  const ids = (await smtp.received()).map(({ message }) => /^Message-ID: (.*)$/im.exec(message)?.[1]?.trim());
  expect(ids).toEqual([`<${assignment.runId}@example.com>`, `<${assignment.runId}@example.com>`]);
});
