import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesAfter, priorityOf } from './fair-order.ts';

interface Run {
  project: number;
  place: number;
  /** The how manieth run that was submitted. */
  number: number;
}

/** An agent group as the database keeps it: lines, what waits, and the virtual time. */
class Group {
  readonly lasts = new Map<number, number>();
  readonly waiting: Run[] = [];
  virtualTime = 0;
  private submitted = 0;

  submit(project: number, count: number): void {
    const { first, last } = placesAfter(this.lasts.get(project) ?? null, this.virtualTime, count);
    this.lasts.set(project, last);
    for (let place = first; place <= last; place += 1) {
      this.submitted += 1;
      this.waiting.push({ project, place, number: this.submitted });
    }
  }

  take(): Run | undefined {
    const [first] = this.waiting.sort((a, b) => a.place - b.place || a.number - b.number).splice(0, 1);
    if (first) this.virtualTime = Math.max(this.virtualTime, first.place);
    return first;
  }

  waitingOf(project: number): number {
    return this.waiting.filter((run) => run.project === project).length;
  }
}

const PROJECTS = 4;
const step = fc.oneof(
  fc.record({
    what: fc.constant('submit' as const),
    project: fc.nat(PROJECTS - 1),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ what: fc.constant('take' as const), count: fc.integer({ min: 1, max: 20 }) }),
);
const history = fc.array(step, { maxLength: 60 });

function play(steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[], group = new Group()) {
  const taken: Run[] = [];
  for (const one of steps) {
    if (one.what === 'submit') group.submit(one.project, one.count);
    else for (let count = 0; count < one.count; count += 1) taken.push(...[group.take() ?? []].flat());
  }
  return { group, taken };
}

test('the runs of one project start in the order of their submission', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const { taken } = play(steps);
      for (const project of Array.from({ length: PROJECTS }, (_, index) => index)) {
        const numbers = taken.filter((run) => run.project === project).map(({ number }) => number);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
    }),
  );
});

test('the first run of a project that had nothing waiting waits for one run of each other project, or two if it has just had its turn', () => {
  fc.assert(
    fc.property(history, fc.nat(PROJECTS - 1), (steps, project) => {
      const { group } = play(steps);
      while (group.waitingOf(project) > 0) group.take();
      const others = new Set(group.waiting.map((run) => run.project)).size;
      const hadItsTurn = (group.lasts.get(project) ?? -1) >= group.virtualTime;
      group.submit(project, 1);
      let before = 0;
      while (group.take()?.project !== project) before += 1;
      expect(before).toBeLessThanOrEqual(hadItsTurn ? 2 * others : others);
    }),
  );
});

test('as long as two projects have runs waiting, they get the same of what is started, within two', () => {
  fc.assert(
    fc.property(history, fc.nat(50), (steps, more) => {
      const { group } = play(steps);
      group.submit(0, 1 + more);
      group.submit(1, 1 + more);
      const started = [0, 0];
      while (group.waitingOf(0) > 0 && group.waitingOf(1) > 0) {
        const run = group.take();
        if (run && run.project < 2) started[run.project] = (started[run.project] ?? 0) + 1;
        expect(Math.abs((started[0] ?? 0) - (started[1] ?? 0))).toBeLessThanOrEqual(2);
      }
    }),
  );
});

test('who was idle has earned nothing: however long it was, it starts one in turn with the others', () => {
  const group = new Group();
  group.submit(1, 1);
  group.submit(0, 5_000);
  for (let count = 0; count < 4_000; count += 1) group.take();
  group.submit(1, 500);
  const next = Array.from({ length: 100 }, () => group.take()?.project);
  expect(next.filter((project) => project === 0).length).toBeGreaterThanOrEqual(49);
});

test('nor is anybody put off for what it did while nobody else wanted anything', () => {
  const group = new Group();
  group.submit(1, 1);
  for (let count = 0; count < 5_000; count += 1) {
    group.submit(0, 1);
    group.take();
  }
  group.submit(1, 5_000);
  group.submit(0, 1);
  const before = Array.from({ length: 5 }, () => group.take()?.project).indexOf(0);
  expect(before).toBeGreaterThanOrEqual(0);
});

test('a smaller place has the greater priority, as long as the base is not too far', () => {
  const place = fc.integer({ min: 0, max: 2 ** 31 - 2 });
  fc.assert(
    fc.property(place, place, fc.nat(2 ** 40), (one, other, base) => {
      const [a, b] = [priorityOf(base + one, base), priorityOf(base + other, base)];
      expect(Math.sign(a - b)).toBe(Math.sign(other - one));
    }),
  );
  expect(priorityOf(2 ** 40, 0)).toBe(-(2 ** 31 - 1));
  expect(priorityOf(0, 2 ** 40)).toBe(2 ** 31 - 1);
});
