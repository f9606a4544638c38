import { expect, test } from 'vitest';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { logTabs } from './log-tabs.ts';

const project: Project = {
  ...emptyProject('Sample'),
  operations: {
    opn_a: { id: 'opn_a', name: 'Copy', steps: [{ id: 'stp_a', kind: 'activity', componentId: 'act_a' }] },
    opn_b: { id: 'opn_b', name: 'List', steps: [] },
  },
};
const [workflow = { id: '', name: '' }] = project.workflows;
const names = (
  selection: Parameters<typeof logTabs>[1],
  operationId: string | null,
  workflowId: string | null = null,
) => logTabs(project, selection, { operationId, workflowId }).map((tab) => tab.name);

test('there is a tab for the project, the operation looked at and the one selected, each once', () => {
  expect(names([], null)).toEqual(['Sample']);
  expect(names([{ kind: 'step', id: 'stp_a' }], 'opn_b')).toEqual(['Sample', 'List', 'Copy']);
  expect(names([{ kind: 'operation', id: 'opn_b' }], 'opn_b')).toEqual(['Sample', 'List']);
  expect(names([{ kind: 'workflow', id: 'wfl_a' }], 'opn_gone')).toEqual(['Sample']);
  expect(names([], 'opn_b', workflow.id)).toEqual(['Sample', workflow.name, 'List']);
  expect(names([], null, 'wfl_gone')).toEqual(['Sample']);
});
