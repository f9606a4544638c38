import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { layout } from './layout.ts';
import { nodesOf } from './nodes.ts';
import { bandInView, within } from './visible.ts';

const project = sampleProject(60);
const workflow = project.workflows[0];
if (!workflow) throw new Error('the sample has no workflow');
const drawn = layout(project, workflow, { width: 900, collapsed: { opn_3: true, opn_9: true }, far: false });

test('everything in view is drawn, with its steps, and little of what is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 12_000 }), fc.constantFrom(0.1, 0.5, 1, 2), (top, zoom) => {
      const height = 800;
      const { first, end } = within(drawn, bandInView(-top * zoom, zoom, height));
      const { nodes, edges } = nodesOf(drawn, first, end);
      const shown = new Set(nodes.map((node) => node.id));
      const inView = drawn.operations.filter((box) => box.y + box.height > top && box.y < top + height / zoom);
      for (const box of inView) {
        expect(shown).toContain(box.operationId);
        for (const step of box.collapsed ? [] : (project.operations[box.operationId]?.steps ?? []))
          expect(shown).toContain(step.id);
      }
      for (const node of nodes) if (node.parentId) expect(shown).toContain(node.parentId);
      for (const edge of edges) expect(shown.has(edge.source) && shown.has(edge.target)).toBe(true);
      if (zoom === 1) expect(nodes.length).toBeLessThan(60);
    }),
  );
});

test('scrolling a little changes nothing', () => {
  expect(bandInView(-1000, 1, 800)).toEqual(bandInView(-1010, 1, 800));
});
