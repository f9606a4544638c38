import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { emptyProject, type Project } from '../project/project.ts';
import { apply } from './apply.ts';
import { arrange } from './arrange.ts';
import { difference } from './difference.ts';
import { batch, Edit, type SimpleEdit } from './edit.ts';
import { EditError } from './edit-error.ts';
import { inverse } from './inverse.ts';

/** The states that a project goes through, the first one included. */
function statesOf(start: Project, made: readonly Parameters<typeof editFrom>[1][]): Project[] {
  const states = [start];
  for (const seeds of made) {
    const now = states.at(-1) ?? start;
    try {
      states.push(apply(now, Edit.parse(editFrom(now, seeds))));
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
    }
  }
  return states;
}

function applied(project: Project, edits: SimpleEdit[]): Project {
  return edits.length === 0 ? project : apply(project, Edit.parse(batch(edits)));
}

test('turns any state of a project into any other one, and can be undone', () => {
  fc.assert(
    fc.property(fc.boolean(), gestures, fc.nat(), fc.nat(), (isEmpty, made, one, other) => {
      const states = statesOf(isEmpty ? emptyProject('Start') : sampleProject(3), made);
      const from = states[one % states.length];
      const to = states[other % states.length];
      if (!from || !to) throw new Error('there is always a state');
      const edits = difference(from, to);
      const there = applied(from, edits);
      expect(there).toEqual(to);
      expect(difference(there, to)).toEqual([]);
      if (edits.length > 0) expect(apply(there, inverse(from, batch(edits)))).toEqual(from);
    }),
    { numRuns: 300 },
  );
});

test('leaves alone what is equal: one more operation is one change', () => {
  const now = sampleProject(200);
  const then = apply(now, { type: 'operation.rename', operationId: 'opn_7', name: 'As it was' });
  expect(difference(now, then)).toEqual([{ type: 'operation.rename', operationId: 'opn_7', name: 'As it was' }]);
  expect(difference(now, structuredClone(now))).toEqual([]);
});

test('a list is arranged by as few placements as there are items out of their order', () => {
  expect(arrange(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])).toEqual([{ id: 'a', index: 3, isNew: false }]);
  const lists = fc
    .uniqueArray(fc.integer({ min: 0, max: 99 }).map(String), { maxLength: 30 })
    .chain((all) => fc.tuple(fc.shuffledSubarray(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(lists, ([current, target]) => {
      let list: string[] = current;
      for (const { id, index, isNew } of arrange(current, target)) {
        expect(list.includes(id)).toBe(!isNew);
        list = list.filter((other) => other !== id).toSpliced(index, 0, id);
      }
      expect(list).toEqual(target);
    }),
  );
});

test('a project of thousands of operations is restored from nothing in one edit', () => {
  const large = sampleProject(3000);
  const empty = emptyProject(large.name, large.id);
  const edits = difference(empty, large);
  expect(edits.length).toBeLessThan(50_000);
  expect(applied(empty, edits)).toEqual(large);
  expect(applied(large, difference(large, empty))).toEqual(empty);
});
