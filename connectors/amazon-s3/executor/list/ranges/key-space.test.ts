import { expect, test } from 'vitest';
import type { ListPage } from '../list-page.ts';
import { KeySpace, type PageRequest, type Unfit } from './key-space.ts';

function page(keys: string, next?: string): ListPage {
  const objects = [...keys].map((key) => ({ key, size: 1, lastModified: '', eTag: '', storageClass: '' }));
  return { objects, commonPrefixes: [], next };
}

test('a page that is asked for again, and has grown since, gives nothing twice', () => {
  const unfit: Unfit[] = [];
  const space = new KeySpace({ after: '', wanted: () => true, mostWaiting: 100, unfit: (why) => unfit.push(why) });
  const given: string[] = [];
  const next = (): PageRequest => space.next() ?? expect.fail('nothing is asked for');
  const take = () => {
    for (let found = space.take(); found; found = space.take()) given.push(...found.objects.map(({ key }) => key));
  };

  space.came(next(), page('ab', 'after b'));
  const [front] = space.spans;
  const behind = space.cut(front ?? expect.fail('there is no span'), 'e');
  // The front one sees `g` behind its end, which the one behind it has not found: that was written between the two requests.
  space.came(behind, page('hi', 'after i'));
  space.came(next(), page('ceg', 'after g'));
  take();
  expect(given.join('')).toBe('abce');

  const again = next();
  expect(again.query.token).toBe('after b');
  space.came(again, page('cd', 'after d'));
  space.came(next(), page('eg', 'after g'));
  space.came(next(), page('hi'));
  take();
  expect(given.join('')).toBe('abceghi');
  expect(space.isDone()).toBe(true);
  expect(unfit).toEqual([]);
});
