import { CORNER, type Point } from './routes.ts';

/** The corners joined by a line that is rounded at each of them, as SVG path data. */
export function pathOf(points: readonly Point[]): string {
  return points.map((point, index) => piece(points[index - 1], point, points[index + 1])).join('');
}

function piece(before: Point | undefined, at: Point, next: Point | undefined): string {
  if (!before) return `M${at.x},${at.y}`;
  if (!next) return `L${at.x},${at.y}`;
  const start = towards(at, before);
  const end = towards(at, next);
  return `L${start.x},${start.y}Q${at.x},${at.y} ${end.x},${end.y}`;
}

/** The point where the rounding of a corner ends, on the way to the next one. */
function towards(corner: Point, next: Point): Point {
  const length = Math.hypot(next.x - corner.x, next.y - corner.y);
  if (length === 0) return corner;
  const reach = Math.min(CORNER, length / 2);
  return {
    x: corner.x + ((next.x - corner.x) * reach) / length,
    y: corner.y + ((next.y - corner.y) * reach) / length,
  };
}

const HEAD = 7;

/** The arrow at the end of a line, as SVG path data. */
export function headOf(points: readonly Point[]): string {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return '';
  const back = end.x > before.x ? -HEAD : HEAD;
  const half = HEAD / 1.6;
  return `M${end.x + back},${end.y - half}L${end.x},${end.y}L${end.x + back},${end.y + half}`;
}
