import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListedObject, ListPage } from '../list-page.ts';
import { compareKeys } from './key-order.ts';
import { Lister, type ListerOptions, type PageSource } from './lister.ts';
import { Pace } from './pace.ts';
import type { PageQuery } from './span.ts';

/** A storage in memory: its keys in the order it lists them, and what it does wrong. */
interface Model {
  readonly keys: readonly string[];
  readonly pageSize: number;
  readonly ignoresStartAfter?: boolean;
  /** Gives the keys at a request; to change them while they are listed. */
  readonly keysAt?: (request: number) => readonly string[];
}

interface Asked {
  readonly requests: PageQuery[];
  mostAtOnce: number;
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const object = (key: string): ListedObject => ({ key, size: 1, lastModified: '', eTag: '', storageClass: '' });

/** Each page comes after a number of turns that `pauses` tells. */
function storage(model: Model, pauses: () => number, asked: Asked): PageSource {
  let inFlight = 0;
  const list = (query: PageQuery): ListPage => {
    const keys = model.keysAt?.(asked.requests.length) ?? model.keys;
    const begin = query.token ?? (model.ignoresStartAfter ? '' : query.after);
    const after = begin === '' ? 0 : startOf(keys, begin, query.token !== undefined);
    const page = keys.slice(after, after + model.pageSize);
    const more = after + model.pageSize < keys.length;
    return { objects: page.map(object), commonPrefixes: [], next: more ? page.at(-1) : undefined };
  };
  return {
    page: async (query, signal) => {
      asked.requests.push(query);
      inFlight += 1;
      asked.mostAtOnce = Math.max(asked.mostAtOnce, inFlight);
      const page = list(query);
      for (let turns = pauses(); turns > 0; turns -= 1) await Promise.resolve();
      if (pauses() > 8) await sleep(0);
      inFlight -= 1;
      signal.throwIfAborted();
      return page;
    },
    folders: async (prefix, after) => [
      ...new Set(
        model.keys
          .filter((key) => key.startsWith(prefix) && byBytes(key, after) > 0 && key.indexOf('/', prefix.length) >= 0)
          .map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1)),
      ),
    ],
  };
}

/** A token stands for a place in the storage's own order, a key to start after for one in the order of bytes. */
function startOf(keys: readonly string[], begin: string, isToken: boolean): number {
  const place = isToken ? keys.indexOf(begin) : -1;
  if (place >= 0) return place + 1;
  const at = keys.findIndex((key) => byBytes(key, begin) > 0);
  return at < 0 ? keys.length : at;
}

const eager = () => new Pace({ most: 6, eager: true });

async function listed(
  model: Model,
  more: Partial<ListerOptions> = {},
  pauses: () => number = () => 0,
  most = Number.POSITIVE_INFINITY,
) {
  const asked: Asked = { requests: [], mostAtOnce: 0 };
  const unfit: string[] = [];
  const options: ListerOptions = {
    prefix: '',
    after: '',
    wanted: () => true,
    most,
    mostWaiting: 10_000,
    unfit: (why) => unfit.push(why),
    pageSize: model.pageSize,
    pace: eager(),
    ...more,
  };
  const lister = new Lister(storage(model, pauses, asked), options, new AbortController().signal);
  const keys: string[] = [];
  let lasts = 0;
  for await (const page of lister.pages()) {
    keys.push(...page.objects.map(({ key }) => key));
    if (page.isLast) lasts += 1;
    if (keys.length > most) break;
  }
  return { keys, unfit, lasts, ...asked };
}

/** Keys with all that is odd: control characters, `%`, `+`, what sorts differently in UTF-8 and UTF-16. */
const odd = fc.constantFrom(
  '\u0001',
  ' ',
  '%',
  '+',
  '/',
  '/',
  '0',
  '1',
  '9',
  'a',
  'f',
  'Z',
  '\u007f',
  'ü',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '😀',
  '\u{10ffff}',
);
const hexDigit = fc.constantFrom(...'0123456789abcdef');
const oddKey = fc.string({ unit: odd, minLength: 1, maxLength: 8 });
const numbered = fc
  .record({
    prefix: fc.constantFrom('', 'in/', 'object-'),
    from: fc.nat(5000),
    count: fc.nat(300),
    width: fc.constantFrom(1, 6),
  })
  .map(({ prefix, from, count, width }) =>
    Array.from({ length: count }, (_, at) => `${prefix}${String(from + at).padStart(width, '0')}`),
  );
const inFolders = fc
  .array(
    fc.tuple(fc.constantFrom('a/', 'a/b/', 'b/', '2026/01/', '2026/02/'), fc.string({ unit: hexDigit, maxLength: 4 })),
    { maxLength: 200 },
  )
  .map((rows) => rows.map(([folder, name]) => folder + name));
const anyKeys = fc
  .oneof(fc.array(oddKey, { maxLength: 150 }), numbered, inFolders)
  .map((keys) => [...new Set(keys)].sort(byBytes));
const world = fc.record({
  keys: anyKeys,
  pageSize: fc.integer({ min: 1, max: 12 }),
  pauses: fc.array(fc.nat(12), { minLength: 1, maxLength: 40 }),
  mostWaiting: fc.integer({ min: 1, max: 100 }),
});

function cycle(numbers: readonly number[]): () => number {
  let at = 0;
  return () => numbers[at++ % numbers.length] ?? 0;
}

describe('listing in ranges', () => {
  test('gives the keys that one page after the other gives, in order, none twice, none missing, whatever comes when', async () => {
    let ranges = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ keys, pageSize, pauses, mostWaiting }) => {
        const found = await listed({ keys, pageSize }, { mostWaiting }, cycle(pauses));
        expect(found.keys).toEqual(keys);
        expect(found.unfit).toEqual([]);
        expect(found.lasts).toBe(1);
        if (found.mostAtOnce > 1) ranges += 1;
      }),
      { numRuns: 400 },
    );
    expect(ranges).toBeGreaterThan(50);
  });

  test('goes on after a key, keeps what is wanted, and ends after so many', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.nat(),
        fc.integer({ min: 1, max: 60 }),
        async ({ keys, pageSize, pauses }, place, most) => {
          const after = keys[place % Math.max(1, keys.length)] ?? '';
          const wanted = ({ key }: ListedObject) => key.length % 2 === 0;
          const found = await listed({ keys, pageSize }, { after, wanted }, cycle(pauses), most);
          const all = keys.filter((key) => (after === '' || byBytes(key, after) > 0) && key.length % 2 === 0);
          expect(found.keys.slice(0, most + 1)).toEqual(all.slice(0, most + 1));
        },
      ),
    );
  });

  test.each<[string, Partial<Model>]>([
    ['ignores where to begin', { ignoresStartAfter: true }],
    ['lists in the order of UTF-16', {}],
    ['lists in no order', {}],
  ])('a storage that %s is listed one page after the other, with the same result', async (what, more) => {
    await fc.assert(
      fc.asyncProperty(world, async ({ keys, pageSize, pauses }) => {
        const inOrder = what.includes('UTF-16')
          ? [...keys].sort()
          : what.includes('no order')
            ? [...keys].reverse()
            : keys;
        const found = await listed({ keys: inOrder, pageSize, ...more }, {}, cycle(pauses));
        expect(found.keys).toEqual(inOrder);
        expect(found.unfit.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('keys that come and go meanwhile do no harm to those that stay', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.array(fc.boolean(), { minLength: 1 }), async ({ keys, pageSize, pauses }, coin) => {
        const stays = (index: number) => index % 3 !== 0;
        const keysAt = (request: number) =>
          keys.filter((_, index) => stays(index) || coin[(request + index) % coin.length]);
        const found = await listed({ keys, pageSize, keysAt }, {}, cycle(pauses));
        expect([...found.keys].sort(byBytes)).toEqual(found.keys);
        expect(new Set(found.keys).size).toBe(found.keys.length);
        for (const [index, key] of keys.entries()) if (stays(index)) expect(found.keys).toContain(key);
        for (const why of found.unfit) expect(why).toBe('changing');
      }),
    );
  });
});

test('keys compare as their bytes do', () => {
  fc.assert(
    fc.property(oddKey, oddKey, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(byBytes(a, b));
    }),
  );
});
