/** Where one item of a list goes. */
export interface Placement<Id> {
  id: Id;
  /** Its index in the list as it is then, without the item itself. */
  index: number;
  /** Whether it was not in the list before. */
  isNew: boolean;
}

/**
 * The fewest placements that, done one after another, make `target` out of `current`; everything of `current` must be in
 * `target`, and nothing twice in either.
 */
export function arrange<Id extends string>(current: readonly Id[], target: readonly Id[]): Placement<Id>[] {
  const before = new Set(current);
  const staying = longestRising(current, target);
  let list = current;
  const placements: Placement<Id>[] = [];
  for (const [at, id] of target.entries()) {
    if (staying.has(id)) continue;
    const others = list.filter((other) => other !== id);
    const left = target[at - 1];
    const index = left === undefined ? 0 : others.indexOf(left) + 1;
    placements.push({ id, index, isNew: !before.has(id) });
    list = others.toSpliced(index, 0, id);
  }
  return placements;
}

/** The most items of `current` that stand in the same order in `target`: they can stay where they are. */
function longestRising<Id extends string>(current: readonly Id[], target: readonly Id[]): Set<Id> {
  const places = new Map(target.map((id, index) => [id, index]));
  const placeOf = (id: Id) => places.get(id) ?? -1;
  /** By length less one: the last item of the row of that length that ends lowest. */
  const ends: Id[] = [];
  const cameFrom = new Map<Id, Id | undefined>();
  for (const id of current) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = ends[middle];
      if (end !== undefined && placeOf(end) < placeOf(id)) low = middle + 1;
      else high = middle;
    }
    cameFrom.set(id, ends[low - 1]);
    ends[low] = id;
  }
  const rising = new Set<Id>();
  for (let at = ends.at(-1); at !== undefined; at = cameFrom.get(at)) rising.add(at);
  return rising;
}
