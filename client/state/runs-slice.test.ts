import { afterEach, expect, test, vi } from 'vitest';
import { emptyProject } from '../../shared/project/project.ts';
import type { Run } from '../../shared/runs/run.ts';
import { designer } from './designer.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  designer.setState({ project: null, runs: {}, lastRun: {}, dialog: null, notices: [] });
});

const run: Run = {
  id: 'run_1',
  projectId: 'prj_one',
  operationId: 'opn_1',
  operationName: 'Copy',
  parentRunId: null,
  deploymentId: 'dpl_1',
  state: 'Cancel requested',
  agentName: 'Agent',
  attempt: 1,
  submittedAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:01.000Z',
  endedAt: null,
  steps: [],
  bytes: 0,
  objects: 0,
  messageCount: 0,
  lastMessage: null,
};

test('the reply about a run comes in where its project is open, and not into the one opened since', async () => {
  for (const [open, known] of [
    ['prj_one', ['run_1']],
    ['prj_two', []],
  ] as const) {
    const answers: ((reply: Response) => void)[] = [];
    vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push(resolve)));
    designer.setState({ project: emptyProject('One', 'prj_one'), runs: {} });
    const canceling = designer.getState().cancelRun('run_1');
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    designer.setState({ project: emptyProject('Open', open) });
    answers[0]?.(Response.json(run));
    await canceling;
    expect(Object.keys(designer.getState().runs)).toEqual(known);
  }
});

test('what keeps a run from being started is asked where its project is open, and told in the one opened since', async () => {
  for (const [open, isAsked] of [
    ['prj_one', true],
    ['prj_two', false],
  ] as const) {
    const answers: ((reply: Response) => void)[] = [];
    vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push(resolve)));
    designer.setState({ project: emptyProject('One', 'prj_one'), dialog: null, notices: [] });
    const running = designer.getState().run('opn_1', { deploy: false });
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    designer.setState({ project: emptyProject('Open', open) });
    const error = { code: 'not-deployed', message: 'It is not deployed.' };
    answers[0]?.(Response.json({ error }, { status: 409 }));
    expect(await running).toBe(false);
    const { dialog, notices } = designer.getState();
    expect([dialog?.kind, notices.length]).toEqual(isAsked ? ['run-undeployed', 0] : [undefined, 1]);
  }
});
