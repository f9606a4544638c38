import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Revision } from '../../shared/api/history.ts';
import { labelsOf, revisionGroups } from './revision-groups.ts';
import { whoOf } from './who.ts';

const dayOf = (iso: string) => iso.slice(0, 10);

function revision(number: number, at: string, clientId = 'brw_a.page_1', label = `Edit ${number}`): Revision {
  return { revision: number, at: new Date(at).toISOString(), clientId, label };
}

test('what one person did at a stretch is one group; a pause, a new day and somebody else begin another', () => {
  const groups = revisionGroups(
    [
      revision(7, '2026-03-02T00:01:00Z'),
      revision(6, '2026-03-01T23:59:00Z'),
      revision(5, '2026-03-01T23:31:00Z', 'brw_a.page_2'),
      revision(4, '2026-03-01T23:00:00Z'),
      revision(3, '2026-03-01T22:59:00Z', 'brw_b.page_9'),
      revision(2, '2026-03-01T22:58:00Z'),
      revision(1, '2026-03-01T22:57:00Z'),
    ],
    dayOf,
  );
  expect(groups.map((group) => group.revisions.map((one) => one.revision))).toEqual([[7], [6, 5], [4], [3], [2, 1]]);
  expect(groups.map(({ first }) => first)).toEqual([7, 5, 4, 3, 1]);
});

test('every revision stands in one group, in order, however they come', () => {
  const times = fc.array(fc.tuple(fc.nat({ max: 90 }), fc.constantFrom('brw_a.p', 'brw_b.p')), { maxLength: 40 });
  fc.assert(
    fc.property(times, (steps) => {
      let minutes = 0;
      const made = steps.map(([pause, clientId], index) => {
        minutes += pause;
        return revision(index + 1, new Date(minutes * 60_000).toISOString(), clientId);
      });
      const newest = made.toReversed();
      expect(revisionGroups(newest, dayOf).flatMap((group) => group.revisions)).toEqual(newest);
    }),
  );
});

test('a group is named by its labels, each once', () => {
  const [group] = revisionGroups(
    ['Rename', 'Draw', 'Draw', 'Undo: Draw', 'Delete'].map((label, index) =>
      revision(9 - index, '2026-03-01T12:00:00Z', 'brw_a.p', label),
    ),
    dayOf,
  );
  expect(group && labelsOf(group)).toBe('Delete, Undo: Draw, Draw and 1 more');
});

test('who it was, is told as far as it is known', () => {
  expect(whoOf({ clientId: 'brw_a.page_1' }, 'brw_a')).toBe('You');
  expect(whoOf({ clientId: 'brw_b.page_1' }, 'brw_a')).toBe('Another browser');
  expect(whoOf({ clientId: 'page_1' }, 'brw_a')).toBe('A browser');
  expect(whoOf({ clientId: 'nightly-import' }, 'brw_a')).toBe('nightly-import');
  expect(whoOf({ clientId: null }, 'brw_a')).toBe('Through the API');
  expect(whoOf({ clientId: 'brw_a.page_1', who: 'Ada' }, 'brw_a')).toBe('Ada');
});
