import { afterEach, expect, test } from 'vitest';
import { emptyProject } from '../../shared/project/project.ts';
import { designer } from '../state/designer.ts';
import { runAgain } from './run-again.ts';

afterEach(() => designer.setState({ project: null, dialog: null, lastRun: {} }));

test('a run that is not started leaves the one open that was looked at', async () => {
  const opened = { operationId: null, workflowId: null, runId: 'run_old' };
  designer.setState({ project: emptyProject('One', 'prj_1'), lastRun: { opn_1: 'run_newer' }, logsFocus: opened });
  const run = { id: 'run_old', projectId: 'prj_1', operationId: 'opn_1' };
  await runAgain(run, { globals: {}, withheld: [] });
  expect(designer.getState()).toMatchObject({ dialog: { kind: 'run-undeployed' }, logsFocus: opened });
});
