import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import type { Project } from '../project/project.ts';
import { apply } from './apply.ts';
import { findStep } from './lists.ts';
import { indexOf } from './operation-index.ts';

/** What an index says about everything that a project has, or once had. */
function answers({ operations, activities }: Project, stepIds: readonly string[]) {
  const index = indexOf(operations);
  return {
    owners: stepIds.map((id) => index.ownerOf(id)),
    used: Object.keys(activities).map((id) => index.userOf(id) !== null),
    run: Object.keys(operations).map((id) => index.runnerOf(id) !== null),
  };
}

const stepsOf = (project: Project) =>
  Object.values(project.operations).flatMap(({ steps }) => steps.map(({ id }) => id));

test('an index that followed every edit says what a fresh one says, of new and of old documents', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      const seen = [sampleProject(2)];
      for (const one of seeds) {
        const project = seen.at(-1) ?? sampleProject(2);
        indexOf(project.operations);
        try {
          seen.push(apply(project, editFrom(project, one)));
        } catch {
          // What does not fit is left out; what it had changed of its own copies is of no account.
        }
      }
      const stepIds = [...new Set(seen.flatMap(stepsOf))];
      for (const project of seen) expect(answers(project, stepIds)).toEqual(answers(structuredClone(project), stepIds));
    }),
    { numRuns: 40 },
  );
});

test('a step is found where it stands, and not where it stood', () => {
  const before = sampleProject(2);
  const after = apply(before, { type: 'step.move', stepId: 'stp_get-0', operationId: 'opn_1', index: 1 });
  expect(findStep(after, 'stp_get-0')).toMatchObject({ operation: { id: 'opn_1' }, index: 1 });
  expect(findStep(before, 'stp_get-0')).toMatchObject({ operation: { id: 'opn_0' }, index: 0 });
  expect(findStep(apply(after, { type: 'step.remove', stepId: 'stp_get-0' }), 'stp_get-0')).toBeNull();
});
