import { z } from 'zod';

/** How far a run had come: milliseconds since its start, and the bytes and objects until then. */
export const ThroughputPoint = z.tuple([z.number().int(), z.number().int(), z.number().int()]);
export type ThroughputPoint = z.infer<typeof ThroughputPoint>;

/** A run's course, in points that are at least `everyMs` apart. */
export const Throughput = z.object({ everyMs: z.number().int(), points: z.array(ThroughputPoint) });
export type Throughput = z.infer<typeof Throughput>;

/** As many points as a small chart can show. */
export const MOST_POINTS = 120;
const FIRST_EVERY_MS = 500;

export const NO_THROUGHPUT: Throughput = { everyMs: FIRST_EVERY_MS, points: [] };

/**
 * The course with one more point, or the same when the last one is too near. When there are too many, every other one goes: a
 * run of a second and one of a day need the same room.
 */
export function withPoint(course: Throughput, point: ThroughputPoint): Throughput {
  const last = course.points.at(-1);
  // A later attempt begins anew.
  if (last && point[0] < last[0]) return { everyMs: FIRST_EVERY_MS, points: [point] };
  if (last && point[0] - last[0] < course.everyMs) return course;
  const points = [...course.points, point];
  if (points.length <= MOST_POINTS) return { ...course, points };
  return { everyMs: course.everyMs * 2, points: points.filter((_, index) => index % 2 === 0) };
}
