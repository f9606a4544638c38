import { expect, test } from 'vitest';
import { loadPart, PartMissing, type Surroundings } from './load-part.ts';

const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

function page(given: { isServerThere: boolean; wasReloaded: boolean }) {
  const done: string[] = [];
  const surroundings: Surroundings = {
    isServerThere: () => Promise.resolve(given.isServerThere),
    wasReloaded: () => given.wasReloaded,
    reload: () => {
      done.push('reload');
      return Promise.resolve();
    },
  };
  return { done, surroundings };
}

test('a part that comes is given, and nothing else happens', async () => {
  const { done, surroundings } = page({ isServerThere: true, wasReloaded: false });
  expect(await loadPart(() => Promise.resolve('part'), surroundings)).toBe('part');
  expect(done).toEqual([]);
});

test('a part that is gone reloads the page once, then says what to do', async () => {
  const first = page({ isServerThere: true, wasReloaded: false });
  await loadPart(gone, first.surroundings).catch(() => {});
  expect(first.done).toEqual(['reload']);
  const second = page({ isServerThere: true, wasReloaded: true });
  await expect(loadPart(gone, second.surroundings)).rejects.toThrow(PartMissing);
  await expect(loadPart(gone, second.surroundings)).rejects.toThrow(/Reload the page/);
  expect(second.done).toEqual([]);
});

test('without the server the page stays: a reload would lose it', async () => {
  const { done, surroundings } = page({ isServerThere: false, wasReloaded: false });
  await expect(loadPart(gone, surroundings)).rejects.toThrow('The server can’t be reached.');
  expect(done).toEqual([]);
});
