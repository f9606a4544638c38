import { afterEach, expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { designer } from './designer.ts';

afterEach(() => designer.setState({ project: null, selection: [], find: null }));

test('back from a match that was deleted leads to the last one', () => {
  const project = sampleProject(4);
  const [workflow] = project.workflows;
  if (!workflow) throw new Error('the sample has a workflow');
  designer.setState({ project, workflowId: workflow.id });
  const { openFind, findText, findAgain, findNext } = designer.getState();
  openFind();
  findText('copy');
  const { find } = designer.getState();
  const gone = find?.matches[0];
  expect(find?.matches.length).toBeGreaterThan(3);
  if (!gone) throw new Error('nothing was found');
  designer.setState({ project: apply(project, { type: 'operation.rename', operationId: gone.id, name: 'Other' }) });
  findAgain();
  expect(designer.getState().find?.at).toBe(-1);
  findNext(-1);
  expect(designer.getState().find?.at).toBe((designer.getState().find?.matches.length ?? 0) - 1);
});
