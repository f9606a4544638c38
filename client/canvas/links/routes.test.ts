import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActionCondition } from '../../../shared/project/action.ts';
import { withActions } from '../../../shared/project/operation.ts';
import type { Project } from '../../../shared/project/project.ts';
import { sampleProject } from '../../../testing/project/sample-project.ts';
import type { Box } from '../geometry.ts';
import { type Layout, layout } from '../layout.ts';
import { linksWithin } from './links-within.ts';
import { headOf, pathOf } from './path.ts';
import type { Point, RoutedLink } from './routes.ts';

interface Wish {
  from: number;
  condition: ActionCondition;
  /** Null: an e-mail. */
  to: number | null;
}

const WORKFLOW = 'wfl_main';
const EMAIL = { id: 'eml_alarm', name: 'Alarm', settings: {} };
const COUNT = 14;
/** The last of them stand in another workflow, but the very last one in none. */
const SHOWN = 10;

/** A project whose operations run one another as wished, in circles too; the first wish for a slot counts. */
function linked(wishes: readonly Wish[], count = COUNT, shown = SHOWN): Project {
  const project = sampleProject(count);
  const ids = Object.keys(project.operations);
  const operations = { ...project.operations };
  for (const [index, id] of ids.entries()) {
    const operation = operations[id];
    const first = (['success', 'fail'] as const).flatMap((condition) =>
      [true, false].flatMap(
        (mails) =>
          wishes.find((wish) => wish.from === index && wish.condition === condition && mails === (wish.to === null)) ??
          [],
      ),
    );
    const actions = first.map(({ condition, to }) => ({
      condition,
      do:
        to === null
          ? { kind: 'send-email' as const, emailId: EMAIL.id }
          : { kind: 'run-operation' as const, operationId: `opn_${to}` },
    }));
    if (operation) operations[id] = withActions(operation, actions);
  }
  const workflows = [
    { id: WORKFLOW, name: 'Main', operationIds: ids.slice(0, shown) },
    { id: 'wfl_other', name: 'Other', operationIds: ids.slice(shown, -1) },
  ];
  return { ...project, operations, workflows, emails: { [EMAIL.id]: EMAIL } };
}

function draw(project: Project, collapsed: readonly number[] = []): Layout {
  const workflow = project.workflows[0];
  if (!workflow) throw new Error('the project has no workflow');
  const view = { width: 900, far: false, collapsed: Object.fromEntries(collapsed.map((one) => [`opn_${one}`, true])) };
  return layout(project, workflow, view);
}

const row = fc.nat({ max: COUNT - 1 });
const wishes = fc.array(fc.record({ from: row, condition: fc.constantFrom('success', 'fail'), to: fc.option(row) }), {
  maxLength: 40,
});
const drawings = fc
  .record({ wishes, collapsed: fc.subarray(Array.from({ length: SHOWN }, (_, index) => index)) })
  .map(({ wishes, collapsed }) => draw(linked(wishes), collapsed));

function segments(points: readonly Point[]): Box[] {
  return points.slice(1).map((point, index) => {
    const { x, y } = points[index] ?? point;
    return {
      x: Math.min(x, point.x),
      y: Math.min(y, point.y),
      width: Math.abs(point.x - x),
      height: Math.abs(point.y - y),
    };
  });
}

/** Whether two boxes have more in common than their edges; a line is a box without a width, and may lie within another. */
function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The height at which a link runs down or up, and where. */
function lane({ points }: RoutedLink): Box | undefined {
  return points.length === 4 ? segments(points)[1] : undefined;
}

test('a link leaves its operation on its side and comes to the operation that it runs', () => {
  fc.assert(
    fc.property(drawings, ({ links: { links }, operations, size }) => {
      for (const link of links) {
        const from = operations.find((box) => box.operationId === link.fromId);
        const to = operations.find((box) => box.operationId === link.toId);
        const [first, last] = [link.points.at(0), link.points.at(-1)];
        expect(from && first && last).toBeTruthy();
        if (!from || !first || !last) continue;
        const edge = (box: Box) => (link.condition === 'success' ? box.x : box.x + box.width);
        expect(first.x).toBe(edge(from));
        expect(first.y > from.y && first.y < from.y + from.height).toBe(true);
        expect(link.block === null).toBe(to !== undefined);
        if (to) {
          expect(last.x).toBe(edge(to));
          expect(last.y > to.y && last.y < to.y + to.height).toBe(true);
        } else expect(link.block && (last.x === link.block.x || last.x === link.block.x + link.block.width)).toBe(true);
        for (const { x } of link.points) expect(x > 0 && x < size.width).toBe(true);
      }
    }),
  );
});

test('no link, label or block lies over an operation, and no lane over a label or block', () => {
  fc.assert(
    fc.property(drawings, ({ links: { links, trunks }, operations }) => {
      const lines = [
        ...links.flatMap((link) => segments(link.points)),
        ...trunks.flatMap((trunk) => trunk.ways.flatMap(segments)),
      ];
      const signs = links.flatMap(({ label, block }) => [label, ...(block ? [block] : [])]);
      for (const box of operations) for (const part of [...lines, ...signs]) expect(meet(part, box)).toBe(false);
      for (const link of links) {
        const down = lane(link);
        if (down) for (const sign of signs) expect(meet(down, sign)).toBe(false);
      }
      for (const [index, sign] of signs.entries())
        for (const other of signs.slice(0, index)) expect(meet(sign, other)).toBe(false);
    }),
  );
});

test('an e-mail stands beside its operation; beside a collapsed one only where nothing is run', () => {
  const wishes: Wish[] = [
    { from: 0, condition: 'fail', to: 5 },
    { from: 0, condition: 'fail', to: null },
    { from: 0, condition: 'success', to: null },
  ];
  const keys = ({ links: { links } }: Layout) => links.map(({ key }) => key);
  const project = linked(wishes);
  expect(keys(draw(project))).toEqual(['opn_0.fail', 'opn_0.success.email', 'opn_0.fail.email']);
  expect(keys(draw(project, [0]))).toEqual(['opn_0.fail', 'opn_0.success.email']);
  const email = draw(project).links.links.find(({ key }) => key === 'opn_0.fail.email');
  expect(email).toMatchObject({ toName: 'Alarm', kind: 'send-email', alone: true });
});

test('links to different operations that run beside each other have lanes of their own', () => {
  fc.assert(
    fc.property(drawings, ({ links: { links } }) => {
      for (const [index, link] of links.entries())
        for (const other of links.slice(0, index)) {
          const [a, b] = [lane(link), lane(other)];
          if (!a || !b || link.condition !== other.condition) continue;
          if (link.toId === other.toId) expect(a.x).toBe(b.x);
          else if (a.y <= b.y + b.height && b.y <= a.y + a.height) expect(a.x).not.toBe(b.x);
        }
    }),
  );
});

test('a band shows every link that leaves an operation in it, and that some link passes', () => {
  fc.assert(
    fc.property(drawings, fc.nat({ max: 2000 }), fc.nat({ max: 900 }), ({ links: routes }, from, height) => {
      const band = { from, to: from + height };
      const shown = linksWithin(routes, band);
      for (const link of routes.links) {
        const down = lane(link);
        const isPassing = down !== undefined && down.y <= band.to && down.y + down.height >= band.from;
        const trunk = shown.trunks.some(({ ways }) => ways.some((way) => way[0]?.x === down?.x));
        if (link.label.y >= band.from && link.label.y + link.label.height <= band.to)
          expect(shown.links).toContain(link);
        else if (isPassing) expect(trunk || shown.links.includes(link)).toBe(true);
      }
    }),
  );
});

test('a link is shown where nothing but its label is in view', () => {
  const { links } = draw(linked([{ from: 1, condition: 'success', to: 2 }]));
  const { label, from } = links.links[0] ?? expect.fail('there is no link');
  const above = { from: label.y, to: label.y + label.height };
  expect(above.to).toBeLessThan(from);
  expect(linksWithin(links, above).links).toEqual(links.links);
});

test('however many run the same operation, little of it is drawn at once', () => {
  const count = 3000;
  const project = linked(
    Array.from({ length: count - 2 }, (_, from) => ({ from, condition: 'fail', to: count - 2 })),
    count,
    count - 1,
  );
  const drawn = draw(project);
  const shown = linksWithin(drawn.links, { from: 50_000, to: 51_000 });
  expect(drawn.links.links).toHaveLength(count - 2);
  expect(shown.links.length).toBeLessThan(10);
  expect(shown.trunks).toHaveLength(1);
  expect(new Set(drawn.links.links.map((link) => lane(link)?.x)).size).toBe(1);
});

test('a line goes around its corners and ends with an arrow that points where it goes', () => {
  const points = [
    { x: 100, y: 0 },
    { x: 40, y: 0 },
    { x: 40, y: 50 },
    { x: 100, y: 50 },
  ];
  expect(pathOf(points)).toBe('M100,0L47,0Q40,0 40,7L40,43Q40,50 47,50L100,50');
  expect(headOf(points)).toBe('M93,45.625L100,50L93,54.375');
});
