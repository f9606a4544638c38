/**
 * Start-time fair queueing (Goyal, Vin and Cheng, 1996) with equal weights. Each run gets a place when it is submitted, and agents take
 * the smallest first. A project's places go up by one, so that its runs keep their order; the first one of a project that had nothing
 * waiting is the virtual time, which is the furthest place handed out so far. So a project with very many waiting runs delays the
 * first run of another one by about one round of all projects, and who was idle has earned nothing by it.
 */

/** The places of runs that are submitted together: `first`, and on, up to `last`. */
export interface Places {
  first: number;
  last: number;
}

/** @param last the project's last place so far; null: it never had one */
export function placesAfter(last: number | null, virtualTime: number, count: number): Places {
  const before = Math.max(last ?? virtualTime - 1, virtualTime - 1);
  return { first: before + 1, last: before + count };
}

/** The range of pg-boss's column `priority`, an `integer`. */
const MOST = 2 ** 31 - 1;

/** From here on the base of a queue is moved: half of the way to where priorities end. */
export const FAR_FROM_BASE = 2 ** 30;

/** The priority of a run's job: greater ones are fetched first. @param base of the queue; see `run_queues` */
export function priorityOf(place: number, base: number): number {
  return Math.min(Math.max(base - place, -MOST), MOST);
}
