import type { ActionCondition, DeedKind } from '../../../shared/project/action.ts';
import type { Id } from '../../../shared/project/id.ts';
import type { Box } from '../geometry.ts';
import { lanesFor, type Stretch } from './lanes.ts';
import type { Link } from './link.ts';

/** An operation's stretch of the canvas. */
export interface Row {
  y: number;
  height: number;
  collapsed: boolean;
}

/** A corner of a line. */
export interface Point {
  x: number;
  y: number;
}

/** A link and where it is drawn. */
export interface RoutedLink extends Link, Stretch {
  /** From the operation's edge, by its lane, to the edge of the other one, or to the block that stands for it. */
  points: readonly Point[];
  /** Where **On success** or **On fail** is written. */
  label: Box;
  /** The block that stands for an operation of another workflow, or for an e-mail. */
  block: Box | null;
  /** Whether no other link shares its lane on the way to the same operation. */
  alone: boolean;
}

/** The common way of several links to the same operation: down to it, up to it, or both. */
export interface Trunk extends Stretch {
  key: string;
  condition: ActionCondition;
  ways: readonly (readonly Point[])[];
}

/** The links of a workflow, before it is known how wide its operations are. */
export interface LinkPlan {
  /** Free room that the links need left and right of the operations. */
  gutters: Readonly<Record<Side, number>>;
  links: readonly PlannedLink[];
  groups: readonly Group[];
}

export interface LinkRoutes {
  links: readonly RoutedLink[];
  trunks: readonly Trunk[];
}

type Side = 'left' | 'right';

interface PlannedLink extends Link {
  exit: number;
  row: Row;
  /** Null: it goes to a block. */
  group: Group | null;
}

interface Group extends Stretch {
  key: string;
  condition: ActionCondition;
  entry: number;
  size: number;
  /** How far from the operations it runs. */
  away: number;
}

const SIDE: Readonly<Record<ActionCondition, Side>> = { success: 'left', fail: 'right' };

/** Between the operations and the first lane: room for the labels, or for blocks with labels above them. */
const LABEL_ROOM = 84;
const BLOCK_ROOM = 148;
const LANE = 12;
/** So wide may all lanes of a side be; very many are drawn closer together. */
const MOST_LANES_WIDTH = 240;

const LABEL = { width: 72, height: 17 };
const BLOCK = { width: 128, height: 24 };
const BLOCK_GAP = 16;

/** How far from a corner its rounding begins. */
export const CORNER = 7;

export const NO_LINKS: LinkRoutes = { links: [], trunks: [] };
const NO_PLAN: LinkPlan = { gutters: { left: 0, right: 0 }, links: [], groups: [] };

/** Gives the links their lanes. Links that lead to the same operation, on the same side, share one. */
export function planLinks(links: readonly Link[], rows: readonly Row[]): LinkPlan {
  if (links.length === 0) return NO_PLAN;
  const groups = new Map<string, Group>();
  const running = new Set(links.flatMap((link) => (link.kind === 'run-operation' ? [sideOf(link)] : [])));
  const planned = links.flatMap((link): PlannedLink[] => {
    const row = rows[link.fromRow];
    // Beside a collapsed operation there is room for one of the two.
    if (!row || (row.collapsed && link.kind === 'send-email' && running.has(sideOf(link)))) return [];
    const target = link.toRow === null ? undefined : rows[link.toRow];
    const exit = exitOf(row, link.kind);
    return [
      { ...link, exit, row, group: target ? joined(groups, link.condition, link.toId, exit, entryOf(target)) : null },
    ];
  });
  const side = (condition: ActionCondition) =>
    gutterOf(
      planned.filter((link) => link.condition === condition),
      [...groups.values()].filter((group) => group.condition === condition),
    );
  const gutters = { left: side('success'), right: side('fail') };
  return { gutters, links: planned, groups: [...groups.values()] };
}

function joined(groups: Map<string, Group>, condition: ActionCondition, toId: Id, exit: number, entry: number): Group {
  const key = `${condition} ${toId}`;
  const before = groups.get(key);
  const group = before ?? { key, condition, entry, from: entry, to: entry, size: 0, away: 0 };
  group.from = Math.min(group.from, exit);
  group.to = Math.max(group.to, exit);
  group.size += 1;
  groups.set(key, group);
  return group;
}

/** How wide a side's gutter is; tells its groups how far away they run. */
function gutterOf(links: readonly PlannedLink[], groups: readonly Group[]): number {
  if (links.length === 0) return 0;
  const room = links.some((link) => link.group === null) ? BLOCK_ROOM : LABEL_ROOM;
  const lanes = lanesFor(groups);
  const count = Math.max(0, ...lanes.map((lane) => lane + 1));
  const apart = Math.min(LANE, MOST_LANES_WIDTH / Math.max(1, count));
  for (const [index, group] of groups.entries()) group.away = room + ((lanes[index] ?? 0) + 0.5) * apart;
  return room + count * apart;
}

/** The side of an operation on which a link leaves it. */
function sideOf({ fromId, condition }: Link): string {
  return `${fromId} ${condition}`;
}

/** Where links leave an operation and where they come in, from the top of the canvas. E-mails stand above what is run. */
function exitOf(row: Row, kind: DeedKind): number {
  if (row.collapsed) return row.y + 28;
  return row.y + (kind === 'send-email' ? 52 : 100);
}

function entryOf(row: Row): number {
  return row.y + (row.collapsed ? 8 : 20);
}

/** Draws planned links beside operations that stand between `left` and `right`. */
export function routeLinks(plan: LinkPlan, left: number, right: number): LinkRoutes {
  if (plan.links.length === 0) return NO_LINKS;
  const edges = { left: { at: left, away: -1 }, right: { at: right, away: 1 } };
  const links = plan.links.map(({ exit, row, group, ...link }): RoutedLink => {
    const { at, away } = edges[SIDE[link.condition]];
    if (group) {
      const middle = at + away * (LABEL_ROOM / 2);
      return {
        ...link,
        ...stretch(exit, group.entry),
        points: way(at, at + away * group.away, exit, group.entry),
        label: centred(middle, exit - LABEL.height / 2 - 2, LABEL),
        block: null,
        alone: group.size === 1,
      };
    }
    const middle = at + away * (BLOCK_GAP + BLOCK.width / 2);
    const above = row.collapsed ? row.y - 6 : exit - BLOCK.height / 2 - LABEL.height / 2 - 1;
    return {
      ...link,
      ...stretch(above - LABEL.height / 2, exit + BLOCK.height / 2),
      points: [
        { x: at, y: exit },
        { x: at + away * BLOCK_GAP, y: exit },
      ],
      label: centred(middle, above, LABEL),
      block: centred(middle, exit, BLOCK),
      alone: true,
    };
  });
  const trunks = plan.groups
    .filter((group) => group.size > 1)
    .map(({ key, condition, from, to, entry, away: distance }): Trunk => {
      const { at, away } = edges[SIDE[condition]];
      const x = at + away * distance;
      const into = (y: number) => [
        { x, y },
        { x, y: entry },
        { x: at, y: entry },
      ];
      const ways = [...(from < entry ? [into(from + CORNER)] : []), ...(to > entry ? [into(to - CORNER)] : [])];
      return { key, condition, from, to, ways };
    });
  return { links, trunks };
}

function way(at: number, lane: number, exit: number, entry: number): Point[] {
  return [
    { x: at, y: exit },
    { x: lane, y: exit },
    { x: lane, y: entry },
    { x: at, y: entry },
  ];
}

function stretch(a: number, b: number): Stretch {
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

function centred(x: number, y: number, { width, height }: { width: number; height: number }): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
