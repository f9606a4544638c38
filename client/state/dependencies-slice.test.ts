import { beforeEach, expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { designer } from './designer.ts';
import { stillThere } from './still-there.ts';

const project = sampleProject(1);

beforeEach(() => designer.setState({ project, dependenciesOf: null, paneTab: 'components' }));

test('a step’s dependencies are its component’s, and they stand in the Workflows tab', () => {
  designer.getState().viewDependencies({ kind: 'step', id: 'stp_get-0' });
  expect(designer.getState()).toMatchObject({
    dependenciesOf: { kind: 'activity', id: 'act_get-0' },
    paneTab: 'workflows',
    panes: { project: { open: true } },
  });
  designer.getState().closeDependencies();
  expect(designer.getState().dependenciesOf).toBeNull();
});

test('the tree comes back when what was looked at is deleted', () => {
  designer.getState().viewDependencies({ kind: 'workflow', id: 'wfl_main' });
  expect(stillThere(designer.getState())).not.toHaveProperty('dependenciesOf');
  designer.setState({ project: apply(project, { type: 'workflow.delete', workflowId: 'wfl_main' }) });
  expect(stillThere(designer.getState())).toMatchObject({ dependenciesOf: null });
});
