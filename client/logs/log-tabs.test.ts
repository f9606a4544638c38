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
const names = (...args: Parameters<typeof logTabs>) => logTabs(...args).map((tab) => tab.name);

test('there is a tab for the project, the operation looked at and the one selected, each once', () => {
  expect(names(project, [], null)).toEqual(['Sample']);
  expect(names(project, [{ kind: 'step', id: 'stp_a' }], 'opn_b')).toEqual(['Sample', 'List', 'Copy']);
  expect(names(project, [{ kind: 'operation', id: 'opn_b' }], 'opn_b')).toEqual(['Sample', 'List']);
  expect(names(project, [{ kind: 'workflow', id: 'wfl_a' }], 'opn_gone')).toEqual(['Sample']);
});
