import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import type { Project } from '../../shared/project/project.ts';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { dropZonesFor, zoneKey } from '../state/drop-zones.ts';
import { type Box, MARGIN } from './geometry.ts';
import { boxOf, type Layout, type LayoutView, layout } from './layout.ts';
import { nodesOf } from './nodes.ts';
import { reuse } from './reuse.ts';
import { boxOfZone, endZone, zoneAt, zonesAround, zonesOf } from './zones.ts';

const view = fc.record({
  width: fc.integer({ min: 320, max: 2000 }),
  everyThird: fc.boolean(),
  far: fc.boolean(),
});

/** A project after a lot of editing, with what is left of its first workflow drawn. */
const drawing = fc.record({ seeds: gestures, view }).map(({ seeds, view: { width, everyThird, far } }) => {
  let project = sampleProject(4);
  for (const one of seeds) {
    try {
      project = apply(project, editFrom(project, one));
    } catch {
      // What does not fit is not drawn.
    }
  }
  const ids = Object.keys(project.operations);
  const collapsed = Object.fromEntries(ids.map((id, index) => [id, everyThird && index % 3 === 0]));
  return { project, view: { width, collapsed, far } };
});

function draw(project: Project, seen: LayoutView): Layout | null {
  const workflow = project.workflows[0];
  return workflow ? layout(project, workflow, seen) : null;
}

function absolute(drawn: Layout): Map<string, Box> {
  return new Map(
    nodesOf(drawn).nodes.map((node) => {
      const parent = drawn.operations.find((one) => one.operationId === node.parentId);
      const { width = 0, height = 0, position } = node;
      return [node.id, { x: position.x + (parent?.x ?? 0), y: position.y + (parent?.y ?? 0), width, height }];
    }),
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function within(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

test('operations stand one under another in their order, as wide as the canvas allows, and never overlap', () => {
  fc.assert(
    fc.property(drawing, ({ project, view }) => {
      const drawn = draw(project, view);
      fc.pre(drawn !== null);
      const order = project.workflows[0]?.operationIds;
      expect(drawn.operations.map((box) => box.operationId)).toEqual(order);
      for (const [index, box] of drawn.operations.entries()) {
        const above = drawn.operations[index - 1];
        if (above) expect(box.y).toBeGreaterThan(above.y + above.height);
        expect(box.x).toBe(drawn.operations[0]?.x);
        expect(box.x).toBeGreaterThanOrEqual(MARGIN);
        expect(box.x + box.width).toBeLessThanOrEqual(drawn.size.width - MARGIN);
        expect(drawn.size.width).toBeGreaterThanOrEqual(view.width);
        expect(box.y + box.height).toBeLessThanOrEqual(drawn.size.height);
      }
    }),
  );
});

test('steps stand inside their operation, left to right in their order, and never overlap', () => {
  fc.assert(
    fc.property(drawing, ({ project, view }) => {
      const drawn = draw(project, view);
      fc.pre(drawn !== null);
      const boxes = absolute(drawn);
      for (const operation of drawn.operations) {
        const steps = project.operations[operation.operationId]?.steps ?? [];
        const shown = steps.filter((step) => boxes.has(step.id));
        expect(shown.length).toBe(view.far || operation.collapsed ? 0 : steps.length);
        const places = shown.flatMap((step) => boxes.get(step.id) ?? []);
        for (const [index, place] of places.entries()) {
          expect(within(place, operation)).toBe(true);
          const left = places[index - 1];
          if (left) expect(place.x).toBeGreaterThan(left.x + left.width);
        }
      }
      expect(nodesOf(drawn).edges.length).toBe(
        drawn.operations.reduce((sum, box) => sum + (view.far ? 0 : Math.max(0, box.steps - 1)), 0),
      );
    }),
  );
});

test('there is a zone at every place where something can stand, between what it stands between', () => {
  fc.assert(
    fc.property(drawing, ({ project, view }) => {
      const drawn = draw(project, view);
      const workflow = project.workflows[0];
      fc.pre(drawn !== null && workflow !== undefined);
      const offered = dropZonesFor({ kind: 'activity', activityId: 'act_x' }, project, workflow.id, view.collapsed);
      const zones = zonesOf(drawn);
      expect(zones.map(({ zone }) => zoneKey(zone))).toEqual(offered.map(zoneKey));
      for (const { zone, box } of zones) {
        if (zone.kind === 'operation') {
          for (const operation of drawn.operations) expect(overlap(box, operation)).toBe(false);
          continue;
        }
        const operation = boxOf(drawn, zone.operationId);
        if (operation) expect(within(box, operation)).toBe(true);
        for (const step of project.operations[zone.operationId]?.steps ?? []) {
          const tile = absolute(drawn).get(step.id);
          if (tile) expect(overlap(box, tile)).toBe(false);
        }
      }
      expect(zones.some(({ box }, index) => zones.slice(0, index).some((other) => overlap(box, other.box)))).toBe(
        false,
      );
    }),
    { numRuns: 50 },
  );
});

test('the middle of a zone means that zone', () => {
  fc.assert(
    fc.property(drawing, ({ project, view }) => {
      const drawn = draw(project, view);
      const workflow = project.workflows[0];
      fc.pre(drawn !== null && workflow !== undefined);
      for (const { zone, box } of zonesOf(drawn)) {
        const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        expect(zoneAt(workflow.id, drawn.operations, middle, { kind: 'activity', activityId: 'act_x' })).toEqual(zone);
        if (zone.kind === 'operation')
          expect(zoneAt(workflow.id, drawn.operations, middle, { kind: 'operation', operationId: 'opn_x' })).toEqual(
            zone,
          );
      }
    }),
  );
});

test('an operation being dragged is never aimed into another one', () => {
  fc.assert(
    fc.property(
      drawing,
      fc.integer({ min: -50, max: 3000 }),
      fc.integer({ min: -50, max: 2000 }),
      ({ project, view }, y, x) => {
        const drawn = draw(project, view);
        const workflow = project.workflows[0];
        fc.pre(drawn !== null && workflow !== undefined);
        const zone = zoneAt(workflow.id, drawn.operations, { x, y }, { kind: 'operation', operationId: 'opn_x' });
        expect(zone.kind).toBe('operation');
        expect(zone.index).toBeLessThanOrEqual(drawn.operations.length);
      },
    ),
  );
});

test('a zone is found by itself, and stands with those around its operation', () => {
  fc.assert(
    fc.property(drawing, ({ project, view }) => {
      const drawn = draw(project, view);
      fc.pre(drawn !== null);
      const zones = zonesOf(drawn);
      for (const { zone, box } of zones) expect(boxOfZone(drawn, zone)).toEqual(box);
      expect(endZone(drawn)).toEqual(zones.at(-1));
      const around = drawn.operations.flatMap(({ operationId }) => zonesAround(drawn, operationId));
      expect(new Set(around.map(({ zone }) => zoneKey(zone)))).toEqual(
        new Set(drawn.operations.length > 0 ? zones.slice(0, -1).map(({ zone }) => zoneKey(zone)) : []),
      );
    }),
    { numRuns: 50 },
  );
});

test('what an edit does not move stays the same object', () => {
  const project = sampleProject(3);
  const seen = { width: 900, collapsed: {}, far: false };
  const nodes = (one: Project) => {
    const drawn = draw(one, seen);
    return drawn ? nodesOf(drawn).nodes : [];
  };
  const before = nodes(project);
  const after = reuse(before, nodes(apply(project, { type: 'step.remove', stepId: 'stp_put-1' })));
  expect(after.filter((node) => !before.includes(node)).map((node) => node.id)).toEqual(['stp_get-1']);
  expect(reuse(after, nodes(project)).length).toBe(before.length);
  expect(reuse(before, nodes(project))).toBe(before);
});
