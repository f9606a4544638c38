import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPace, type Pace, PaceKeeper, slowedPace, startingPace } from './pace.ts';

const most = fc.integer({ min: 1, max: 1000 });
const happening = fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant('slow' as const));

/** The paces while a storage does `rate(limit)` objects a second. */
function looks(start: Pace, limit: number, rate: (limit: number) => number, count: number): Pace[] {
  const paces = [start];
  for (let look = 0; look < count; look += 1) {
    const last = paces.at(-1) ?? start;
    paces.push(nextPace(last, rate(last.limit), limit));
  }
  return paces;
}

test('whatever happens, at least one object and at most the setting’s number is worked on', () => {
  fc.assert(
    fc.property(most, fc.array(happening, { maxLength: 200 }), (limit, happenings) => {
      let pace = startingPace(limit);
      for (const one of happenings) {
        pace = one === 'slow' ? slowedPace(pace) : nextPace(pace, one, limit);
        expect(pace.limit).toBeGreaterThanOrEqual(1);
        expect(pace.limit).toBeLessThanOrEqual(limit);
        expect(Number.isInteger(pace.limit)).toBe(true);
      }
    }),
  );
});

test('as long as more gains more it grows, soon up to the setting, and again after any number of halvings', () => {
  fc.assert(
    fc.property(most, fc.integer({ min: 0, max: 20 }), (limit, halvings) => {
      const first = looks(startingPace(limit), limit, (now) => now * 100, 12).at(-1);
      // The last few may gain too little to be seen.
      const nearly = Math.floor(limit * 0.96);
      expect(first?.limit).toBeGreaterThanOrEqual(nearly);
      let slow = startingPace(limit);
      for (let count = 0; count < halvings; count += 1) slow = slowedPace(slow);
      expect(looks(slow, limit, (now) => now * 100, 200).at(-1)?.limit).toBeGreaterThanOrEqual(nearly);
    }),
  );
});

test('where more gains nothing it stays, but for a look now and then', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 1000 }), fc.integer({ min: 1, max: 8 }), (limit, enough) => {
      const paces = looks(startingPace(limit), limit, (now) => Math.min(now, enough) * 100, 100);
      const settled = paces.slice(10);
      expect(Math.max(...settled.map((pace) => pace.limit))).toBeLessThanOrEqual(9);
      expect(settled.filter((pace) => pace.limit === 8).length).toBeGreaterThan(settled.length / 2);
    }),
  );
});

test('a burst of requests to slow down halves once, a further one later halves again', () => {
  let now = 0;
  const keeper = new PaceKeeper(64, () => now);
  const doneFor = (seconds: number) => {
    for (let step = 0; step < seconds * 10; step += 1) {
      now += 100;
      for (let object = 0; object < keeper.limit; object += 1) keeper.done(1000);
    }
  };
  doneFor(3);
  expect(keeper.limit).toBe(64);
  for (let answer = 0; answer < 50; answer += 1) keeper.slowDown();
  expect(keeper.limit).toBe(32);
  now += 1_500;
  keeper.slowDown();
  expect(keeper.limit).toBe(16);
  doneFor(10);
  expect(keeper.limit).toBe(64);
  expect(keeper.slowDowns).toBe(2);
});

test('one at a time stays one at a time', () => {
  const keeper = new PaceKeeper(1);
  keeper.slowDown();
  expect(keeper.limit).toBe(1);
});

test('where more can be done at once than before, it doubles again, but not after a storage has asked for less', () => {
  let now = 0;
  const pace = new PaceKeeper(64, () => now);
  /** As much gets done a second, however many are worked on. */
  const look = () => {
    now += 200 * pace.limit;
    for (let count = pace.limit; count > 0; count -= 1) pace.done(0);
  };
  const settled = () => {
    for (let count = 0; count < 4; count += 1) look();
    return pace.limit;
  };
  const before = settled();
  pace.freshen();
  look();
  expect(pace.limit).toBe(2 * before);
  pace.slowDown();
  const slow = pace.limit;
  pace.freshen();
  look();
  expect(pace.limit).toBeLessThanOrEqual(slow);
});
