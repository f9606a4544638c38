import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { findMatches, firstMatch } from './find-matches.ts';

const project = apply(sampleProject(3), {
  type: 'batch',
  edits: [
    { type: 'workflow.add', workflow: { id: 'wfl_two', name: 'Two', operationIds: [] }, index: 1 },
    { type: 'operation.move', operationId: 'opn_1', workflowId: 'wfl_two', index: 0 },
  ],
});
const ids = (query: string) => findMatches(project, query).map((match) => match.id);

test('operations and steps are found by a part of their name, in reading order, whatever the case', () => {
  expect(ids('INVOICE')).toHaveLength(9);
  expect(ids('get invoice')).toEqual(['stp_get-0', 'stp_get-2', 'stp_get-1']);
  expect(ids(' invoices 2 ')).toEqual(['opn_2']);
});

test('an operation is found by its number; nothing finds nothing', () => {
  expect(ids('2.0')).toEqual(['opn_1']);
  expect(ids('')).toEqual([]);
  expect(ids('   ')).toEqual([]);
  expect(ids('nowhere')).toEqual([]);
});

test('a search starts in the workflow shown, when there is a match', () => {
  const matches = findMatches(project, 'copy');
  expect(matches[firstMatch(project, matches, 'wfl_two')]?.id).toBe('opn_1');
  expect(matches[firstMatch(project, matches, 'wfl_main')]?.id).toBe('opn_0');
  expect(firstMatch(project, matches, null)).toBe(0);
  expect(firstMatch(project, [], 'wfl_main')).toBe(-1);
});
