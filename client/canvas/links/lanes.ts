/** A stretch of the canvas's height. */
export interface Stretch {
  from: number;
  to: number;
}

/** Two lines in one lane keep at least this distance. */
const APART = 8;

/**
 * A lane for each stretch, counted from 0: stretches that meet never share one. Short ones come first, so that a line that
 * goes around another runs outside of it.
 */
export function lanesFor(stretches: readonly Stretch[]): number[] {
  const lanes: Stretch[][] = [];
  const result = stretches.map(() => 0);
  const order = stretches.map((stretch, index) => ({ stretch, index, length: stretch.to - stretch.from }));
  order.sort((a, b) => a.length - b.length || a.index - b.index);
  for (const { stretch, index } of order) {
    const free = lanes.findIndex((lane) => place(lane, stretch) !== null);
    const lane = free < 0 ? lanes.length : free;
    const taken = lanes[lane] ?? [];
    taken.splice(place(taken, stretch) ?? 0, 0, stretch);
    lanes[lane] = taken;
    result[index] = lane;
  }
  return result;
}

/** Where a stretch goes in a lane, sorted top to bottom; null when it would meet another. */
function place(lane: readonly Stretch[], stretch: Stretch): number | null {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane[middle]?.to ?? 0) + APART <= stretch.from) low = middle + 1;
    else high = middle;
  }
  const next = lane[low];
  return next === undefined || stretch.to + APART <= next.from ? low : null;
}
