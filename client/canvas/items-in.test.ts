import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { GAP, MARGIN, OPERATION_HEIGHT, STEP_TOP, stepLeft, TILE_WIDTH } from './geometry.ts';
import { boxBetween, itemsIn } from './items-in.ts';
import { type Layout, layout } from './layout.ts';

const project = sampleProject(3);
const TOP = MARGIN + OPERATION_HEIGHT + GAP;

function draw(view: { collapsed?: Record<string, boolean>; far?: boolean } = {}): Layout {
  const workflow = project.workflows[0];
  if (!workflow) throw new Error('no workflow');
  return layout(project, workflow, { width: 1000, collapsed: view.collapsed ?? {}, far: view.far ?? false });
}

const idsIn = (drawn: Layout, from: [number, number], to: [number, number]) =>
  itemsIn(drawn, boxBetween({ x: from[0], y: from[1] }, { x: to[0], y: to[1] })).map((item) => item.id);

test('a rectangle from margin to margin selects the operations that it covers', () => {
  expect(idsIn(draw(), [2, 2], [300, TOP - 4])).toEqual(['opn_0']);
  expect(idsIn(draw(), [300, TOP + OPERATION_HEIGHT + 4], [2, 2])).toEqual(['opn_0', 'opn_1']);
});

test('a rectangle within an operation selects the steps that it touches, and no operation', () => {
  const y = TOP + STEP_TOP + 10;
  const second = MARGIN + stepLeft(1);
  expect(idsIn(draw(), [second - 20, y], [second + 5, y + 5])).toEqual(['stp_put-1']);
  expect(idsIn(draw(), [MARGIN + stepLeft(0), y], [second + 5, y + 5])).toEqual(['stp_get-1', 'stp_put-1']);
  expect(idsIn(draw(), [second + TILE_WIDTH + 20, y], [second + TILE_WIDTH + 60, y + 5])).toEqual([]);
});

test('where no steps are drawn a touch selects the operation', () => {
  expect(idsIn(draw({ collapsed: { opn_0: true } }), [100, MARGIN + 5], [120, MARGIN + 9])).toEqual(['opn_0']);
  expect(idsIn(draw({ far: true }), [100, TOP + 5], [120, TOP + 9])).toEqual(['opn_1']);
});

test('nothing is selected twice, and a larger rectangle selects no fewer operations', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 700 }));
  fc.assert(
    fc.property(point, point, (from, to) => {
      const ids = idsIn(draw(), from, to);
      expect(new Set(ids).size).toBe(ids.length);
      const larger = idsIn(draw(), [Math.min(from[0], to[0]), 0], [1000, 700]);
      for (const id of ids.filter((one) => one.startsWith('opn_'))) expect([...larger, id]).toContain(id);
      expect(ids.filter((id) => id.startsWith('opn_')).length).toBeLessThanOrEqual(3);
    }),
  );
});
