import type { ThroughputPoint } from '../../shared/runs/throughput.ts';
import { formatCount, formatRate } from '../ui/format.ts';

/** The box that a chart is drawn in. */
export const WIDTH = 160;
export const HEIGHT = 28;

export interface Chart {
  unit: 'bytes' | 'objects';
  /** The highest rate, a second. */
  most: number;
  /** From the first point to the last. */
  milliseconds: number;
  /** The line as an SVG path. */
  line: string;
}

/** The rate between each two points as a line; null when there is nothing to draw. Objects count where no bytes were moved. */
export function chartOf(points: readonly ThroughputPoint[]): Chart | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 3) return null;
  const unit = last[1] > first[1] ? 'bytes' : 'objects';
  const column = unit === 'bytes' ? 1 : 2;
  const rates = points.slice(1).map((point, index) => {
    const [before = 0, ,] = points[index] ?? point;
    const moved = point[column] - (points[index]?.[column] ?? 0);
    return { at: point[0], rate: Math.max(0, (moved * 1000) / Math.max(1, point[0] - before)) };
  });
  const most = Math.max(...rates.map(({ rate }) => rate));
  const milliseconds = last[0] - first[0];
  if (most <= 0 || milliseconds <= 0) return null;
  const place = ({ at, rate }: { at: number; rate: number }) =>
    `${round(((at - first[0]) / milliseconds) * WIDTH)} ${round(HEIGHT - 1 - (rate / most) * (HEIGHT - 3))}`;
  const [start = { at: 0, rate: 0 }] = rates;
  const line = `M ${[{ ...start, at: first[0] }, ...rates].map(place).join(' L ')}`;
  return { unit, most, milliseconds, line };
}

/** The highest rate in words: `12.4 MB/s`, `1,204 objects/s`, `0.21 objects/s`. */
export function mostOf({ unit, most }: Pick<Chart, 'unit' | 'most'>): string {
  if (unit === 'bytes') return formatRate(most);
  return `${most < 10 ? Number(most.toPrecision(2)) : formatCount(most)} objects/s`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
