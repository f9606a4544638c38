import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestReply } from '../../shared/api/connection-replies.ts';
import type { ActionCondition } from '../../shared/project/action.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { type RunWorld, startRunWorld } from '../runs/run-world.ts';
import { startSmtp, type TestSmtp } from './smtp.ts';

let world: RunWorld;
let smtp: TestSmtp;
let locked: TestSmtp;
beforeAll(async () => {
  [world, smtp, locked] = await Promise.all([startRunWorld(), startSmtp(), startSmtp({ asksForLogin: true })]);
  await world.startAgent();
  const variable = { id: newId('var'), name: 'greeting', defaultValue: '', required: false, hidden: false };
  await world.project.edit('Create variable', { type: 'variable.create', variable });
});
afterAll(() => Promise.all([world.close(), smtp.close(), locked.close()]));
beforeEach(() => {
  smtp.clear();
  locked.clear();
});

const Secret = z.object({ secret: z.string() });

async function secret(value: string) {
  const response = await fetch(`${world.project.base}/secrets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value }),
  });
  return Secret.parse(await response.json());
}

/** Draws an operation whose action sends an e-mail with these settings, beside those that every one needs. */
async function sending(source: string, condition: ActionCondition, settings: Settings): Promise<Id> {
  const operationId = await world.draw(source, 'target');
  const email = {
    id: newId('eml'),
    name: `E-mail of ${operationId}`,
    settings: {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      from: 'Sluice <sluice@example.com>',
      to: 'someone@example.com',
      subject: 'Run ended',
      ...settings,
    },
  };
  await world.project.edit('Create e-mail', { type: 'email.create', email });
  const action = { condition, do: { kind: 'send-email' as const, emailId: email.id } };
  await world.project.edit('Add action', { type: 'action.add', operationId, action });
  return operationId;
}

/** Runs an operation to its end and gives the run of its e-mail, ended. */
async function emailRun(operationId: Id): Promise<Run> {
  const runId = await world.project.run(operationId);
  await world.project.ended(runId);
  for (;;) {
    const { beneath } = await world.project.runs(`?operationId=${operationId}&top=true`);
    const [child] = beneath;
    if (child && hasEnded(child.state)) return child;
  }
}

async function log(runId: Id): Promise<string> {
  return (await world.project.messages(runId)).map(({ code, text }) => `${code}: ${text}`).join('\n');
}

test('an action sends an e-mail, with variables replaced, as a run beneath the one that caused it', async () => {
  const operationId = await sending('missing', 'fail', {
    to: 'one@example.com, "Two, the second" <two@example.com>',
    cc: 'three@example.com',
    bcc: 'four@example.com',
    subject: '[jitterbit.operation.name] failed',
    text: 'It said: [jitterbit.operation.previous.error]\nLine two – größer',
  });
  const run = await emailRun(operationId);
  const { operationName } = await world.project.getRun(run.parentRunId ?? '');
  expect(run).toMatchObject({ state: 'Success', operationName: `E-mail of ${operationId}` });
  expect(await log(run.id)).toContain(
    `email-sent: The SMTP server 127.0.0.1:${smtp.port} took the e-mail for 4 recipients`,
  );
  const all = await smtp.received();
  expect(all).toHaveLength(1);
  const [received] = all;
  expect(received).toMatchObject({
    from: 'sluice@example.com',
    to: ['one@example.com', 'two@example.com', 'three@example.com', 'four@example.com'],
  });
  expect(received?.message).toContain(`Subject: ${operationName} failed`);
  expect(received?.message).toContain('There is no object');
  expect(received?.message).not.toContain('four@example.com');
});

test('without a text of its own it tells how the run ended', async () => {
  const run = await emailRun(await sending('bytes/10', 'success', {}));
  expect(run.state).toBe('Success');
  const [received] = await smtp.received();
  expect(received?.message).toContain('ended: Success.');
  expect(received?.message).toContain(`Run: ${run.parentRunId}`);
});

test('an e-mail for the other condition is not sent', async () => {
  const operationId = await sending('bytes/10', 'fail', {});
  const runId = await world.project.run(operationId);
  await world.project.ended(runId);
  const { beneath } = await world.project.runs(`?operationId=${operationId}&top=true`);
  expect(beneath).toEqual([]);
});

test('logs in with the stored password, which stands in no log', async () => {
  const login = { port: locked.port, userName: 'sluice' };
  const right = await sending('bytes/10', 'success', { ...login, password: await secret('the-password') });
  expect((await emailRun(right)).state).toBe('Success');
  expect(await locked.received()).toMatchObject([{ to: ['someone@example.com'], user: 'sluice' }]);
  const wrong = await sending('bytes/10', 'success', { ...login, password: await secret('not-the-password') });
  const run = await emailRun(wrong);
  expect(run.state).toBe('Error');
  expect(await log(run.id)).toContain(`smtp-login-refused: The SMTP server 127.0.0.1:${locked.port} refuses`);
  expect(await log(run.id)).not.toContain('not-the-password');
  expect(world.server.logged()).not.toContain('not-the-password');
  await expect
    .poll(async () => (await world.project.getRun(run.parentRunId ?? '')).state)
    .toBe('Success with child error');
});

test.each([
  ['smtp-recipients-refused', { to: 'nobody@example.com' }],
  ['smtp-certificate', { security: 'starttls' }],
  ['smtp-unreachable', { port: 9 }],
  ['smtp-unreachable', { security: 'tls' }],
  ['email-incomplete', { subject: '[greeting]' }],
])('%s', async (code, settings) => {
  const run = await emailRun(await sending('bytes/10', 'success', settings));
  expect(run.state).toBe('Error');
  expect(await log(run.id)).toContain(`${code}: `);
  expect(await smtp.received()).toEqual([]);
});

test('of several recipients those that are refused are named', async () => {
  const run = await emailRun(await sending('bytes/10', 'success', { to: 'nobody@example.com, someone@example.com' }));
  expect(run.state).toBe('Success with warning');
  expect(await log(run.id)).toContain('refused it for nobody@example.com');
  expect((await smtp.received())[0]?.to).toEqual(['someone@example.com']);
});

test('a subject with line breaks in it makes no further headers', async () => {
  await emailRun(await sending('bytes/10', 'success', { subject: 'Hello\r\nBcc: all@example.com' }));
  const [received] = await smtp.received();
  expect(received?.to).toEqual(['someone@example.com']);
  expect(received?.message).not.toMatch(/^Bcc:/m);
});

async function sendTest(settings: Settings) {
  const response = await fetch(`${world.project.base}/test-email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Alarm',
      settings: {
        host: '127.0.0.1',
        port: smtp.port,
        security: 'none',
        from: 'Sluice <sluice@example.com>',
        to: 'someone@example.com',
        subject: '[jitterbit.operation.name] failed',
        ...settings,
      },
    }),
  });
  return TestReply.parse(await response.json()).result;
}

test('a test e-mail goes to To alone, as it is on the screen, with the typed password and stand-ins for what a run knows', async () => {
  const login = { port: locked.port, userName: 'sluice', password: await secret('the-password') };
  const text = '[greeting]Error: [jitterbit.operation.previous.error]';
  const result = await sendTest({ ...login, cc: 'boss@example.com', bcc: 'boss@example.com', text });
  expect(result).toMatchObject({ ok: true, message: expect.stringContaining('took it for 1 recipient') });
  const all = await locked.received();
  expect(all).toMatchObject([{ to: ['someone@example.com'], user: 'sluice' }]);
  expect(all[0]?.message).toContain('Subject: Test: Test failed');
  expect(all[0]?.message).toContain('Error: The error of a run stands here.');
});

test('a test e-mail that does not go out says why', async () => {
  const password = await secret('not-the-password');
  expect(await sendTest({ port: locked.port, userName: 'sluice', password })).toMatchObject({
    ok: false,
    code: 'smtp-login-refused',
  });
  expect(await sendTest({ port: 9 })).toMatchObject({ ok: false, code: 'smtp-unreachable' });
  expect(await sendTest({ subject: '[nobody.knows]' })).toMatchObject({ ok: false, code: 'settings-invalid' });
  expect(await sendTest({ to: '' })).toMatchObject({ ok: false, code: 'settings-invalid', message: 'To is required.' });
});
