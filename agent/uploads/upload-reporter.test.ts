import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { RunAssignment } from '../../shared/api/agent-gateway.ts';
import { UploadReport } from '../../shared/runs/uploads.ts';
import { GatewayError } from '../gateway.ts';
import { HeldRuns } from '../held-runs.ts';
import { UploadReporter } from './upload-reporter.ts';

const over = new AbortController();
afterEach(() => {
  answers.length = 0;
  told.length = 0;
});

type Answer = 'kept' | 'lost' | 'old lost' | 'unavailable' | 'refused';
const FENCE = 3;
/** What the server answers next; then `kept`. */
const answers: Answer[] = [];
const told: UploadReport[] = [];

const gateway = {
  keepUploads: async (content: Uint8Array) => {
    const report = UploadReport.parse(JSON.parse(gunzipSync(content).toString()));
    const answer = answers.shift() ?? 'kept';
    if (answer === 'unavailable' || answer === 'refused') throw new GatewayError(answer, answer, answer);
    if (answer === 'kept' || answer === 'old lost') told.push(report);
    const isLost = ({ fence }: { fence: number }) => answer === 'lost' || (answer === 'old lost' && fence === FENCE);
    return { lost: report.runs.filter(isLost).map(({ runId }) => runId) };
  },
};

function opened() {
  const assignment = RunAssignment.parse({
    kind: 'run',
    runId: 'run_1',
    fence: FENCE,
    timeOutSeconds: 60,
    operation: { id: 'opn_1', name: 'Copy', steps: [{ id: 'stp_1', kind: 'activity', componentId: 'act_1' }] },
    activities: { act_1: { id: 'act_1', connectionId: 'con_1', type: 'put-object', name: 'Put', settings: {} } },
    connections: {},
  });
  const reporter = new UploadReporter(gateway, pino({ level: 'silent' }), over.signal);
  const held = new HeldRuns();
  const run = held.add(assignment);
  return { reporter, held, assignment, run, uploads: reporter.open(assignment, run) };
}

const plan = { bucket: 'bucket', key: 'key', asked: 'asked', checked: true };
const part = (number: number) => ({ number, length: 5, eTag: '"a"' });
const partsTold = () =>
  told.flatMap(({ runs }) => runs.flatMap(({ changes }) => changes.parts.flatMap(({ parts }) => parts)));

test('what somebody waits for goes at once, and parts together', async () => {
  const { reporter, uploads } = opened();
  const notes = await uploads.ofStep('stp_1').intend(plan);
  await notes.begun('upload');
  expect(told.map(({ runs }) => runs[0]?.changes)).toMatchObject([
    { intended: [{ ...plan, stepId: 'stp_1', connectionId: 'con_1' }], begun: [] },
    { intended: [], begun: [{ uploadId: 'upload' }] },
  ]);
  for (let number = 1; number <= 1000; number += 1) notes.part(part(number));
  await notes.kept();
  expect(told).toHaveLength(3);
  expect(partsTold()).toHaveLength(1000);
  notes.part(part(1001));
  notes.ended({ eTag: 'whole', size: 5005 });
  await reporter.close(uploads);
  expect(partsTold()).toHaveLength(1001);
  expect(told.at(-1)?.runs[0]).toMatchObject({
    runId: 'run_1',
    fence: 3,
    changes: { ended: [{ completed: { size: 5005 } }] },
  });
});

test('nothing is lost while the server is away', async () => {
  const { uploads } = opened();
  answers.push('unavailable', 'unavailable');
  const notes = await uploads.ofStep('stp_1').intend(plan);
  answers.push('kept', 'unavailable');
  await notes.begun('upload');
  notes.part(part(1));
  const kept = notes.kept();
  notes.part(part(2));
  await kept;
  await notes.kept();
  expect(partsTold().map(({ number }) => number)).toEqual([1, 2]);
});

test('a run that is another agent’s is stopped, and its upload is not aborted', async () => {
  const { run, uploads } = opened();
  const notes = await uploads.ofStep('stp_1').intend(plan);
  answers.push('lost');
  expect(await notes.mayAbort()).toBe(false);
  expect(run.signal.aborted).toBe(true);
  expect(await notes.mayAbort()).toBe(false);
});

test('what is given back is not aborted; what is canceled is, once the server knows', async () => {
  const [left, canceled] = [opened(), opened()];
  const ofLeft = await left.uploads.ofStep('stp_1').intend(plan);
  const ofCanceled = await canceled.uploads.ofStep('stp_1').intend(plan);
  left.run.stop('given-back');
  canceled.run.stop('cancel');
  expect(await ofLeft.mayAbort()).toBe(false);
  expect(await ofCanceled.mayAbort()).toBe(true);
  expect(told.at(-1)?.runs[0]?.changes.aborting).toHaveLength(1);
});

test('a run that comes back to the agent that lost it is not lost with what the earlier attempt has still to tell', async () => {
  const { reporter, held, assignment, run, uploads } = opened();
  const notes = await uploads.ofStep('stp_1').intend(plan);
  answers.push('unavailable');
  notes.part(part(1));
  const next = { ...assignment, fence: assignment.fence + 1 };
  const again = held.add(next);
  const book = reporter.open(next, again);
  answers.push('old lost', 'old lost');
  await book.ofStep('stp_1').intend(plan);
  await reporter.close(uploads);
  expect([run.signal.aborted, again.signal.aborted]).toEqual([true, false]);
  expect(told.at(-1)?.runs).toMatchObject([{ fence: next.fence, changes: { intended: [plan] } }]);
});

test('what the server refuses, and what is canceled meanwhile, is told to whoever waits', async () => {
  const refused = opened();
  answers.push('refused');
  await expect(refused.uploads.ofStep('stp_1').intend(plan)).rejects.toMatchObject({ code: 'refused' });
  const canceled = opened();
  answers.push('unavailable', 'unavailable', 'unavailable');
  const waiting = canceled.uploads.ofStep('stp_1').intend(plan);
  canceled.run.stop('cancel');
  await expect(waiting).rejects.toMatchObject({ code: 'canceled' });
});
