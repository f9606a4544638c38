import { expect, test } from 'vitest';
import type { Workflow } from '../../shared/project/workflow.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import type { Selected } from '../state/selected.ts';
import { type WalkKey, walk } from './walk.ts';

const project = sampleProject(3);
const workflow: Workflow = { id: 'wfl_main', name: 'Main', operationIds: ['opn_0', 'opn_1', 'opn_2'] };

function go(from: Selected | null, ...keys: WalkKey[]): string | null {
  return (
    keys.reduce<Selected | null>((at, key) => walk(project, workflow, { opn_2: true }, at, key) ?? at, from)?.id ?? null
  );
}

const operation = (id: string): Selected => ({ kind: 'operation', id });

test('the first key leads to the first operation', () => {
  expect(go(null, 'ArrowDown')).toBe('opn_0');
});

test('up and down walk the operations and stop at the ends', () => {
  expect(go(operation('opn_0'), 'ArrowDown', 'ArrowDown')).toBe('opn_2');
  expect(go(operation('opn_0'), 'ArrowUp')).toBe('opn_0');
  expect(go(operation('opn_1'), 'Home')).toBe('opn_0');
  expect(go(operation('opn_0'), 'End', 'ArrowDown')).toBe('opn_2');
});

test('right leads into the steps and along them, left back out', () => {
  expect(go(operation('opn_0'), 'ArrowRight')).toBe('stp_get-0');
  expect(go(operation('opn_0'), 'ArrowRight', 'ArrowRight', 'ArrowRight')).toBe('stp_put-0');
  expect(go(operation('opn_0'), 'ArrowRight', 'ArrowLeft')).toBe('opn_0');
  expect(go(operation('opn_2'), 'ArrowRight')).toBe('opn_2');
});

test('up and down from a step keep to its column, as far as the steps are shown', () => {
  expect(go({ kind: 'step', id: 'stp_put-0' }, 'ArrowDown')).toBe('stp_put-1');
  expect(go({ kind: 'step', id: 'stp_put-1' }, 'ArrowDown')).toBe('opn_2');
});
