import { join } from 'node:path';
import { descriptors } from '../../../connectors/descriptors.ts';
import { temporaryFolder } from '../../../testing/product/reap.ts';
import { ConnectorCache, sha256Of } from '../../connectors/cache.ts';
import { loadConnector } from '../../connectors/load.ts';
import type { InstalledConnector } from '../../executors.ts';

const ID = 'test-objects';
const VERSION = '1.0.0';

/**
 * A connector as an agent has downloaded it, whose objects say by their keys what becomes of them; a receipt's ETag says where that was.
 * The list takes its objects from its prefix: `{"<kind>": <how many>, …}`, one kind after the other.
 */
export async function objectsConnector(): Promise<{ connector: InstalledConnector; file: string }> {
  const [descriptor] = descriptors;
  const cache = new ConnectorCache(join(temporaryFolder(), 'connectors'));
  const module = Buffer.from(
    `${CODE}\nexport const descriptor = ${JSON.stringify({ ...descriptor, id: ID, version: VERSION })};\n`,
  );
  const wanted = { version: VERSION, sha256: sha256Of(module), size: module.byteLength };
  const file = await cache.keep(ID, wanted, module);
  return { connector: { ...(await loadConnector(file, ID, VERSION)), folder: cache.folder }, file };
}

const CODE = `
import { isMainThread } from 'node:worker_threads';
const failure = (code, message) =>
  Object.assign(new Error(message), { [Symbol.for('sluice.connector-error')]: true, code, todo: 'Mend it.', nature: 'final' });
const stopped = (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
const what = {
  fail: (key) => { throw failure('test-failed', 'It failed: ' + key); },
  crash: (key, { earlier }) => {
    if (isMainThread) return earlier?.found();
    setImmediate(() => { throw new Error('crashed at ' + key); });
    return new Promise(() => undefined);
  },
  unforeseen: () => { throw new TypeError('x is not a function'); },
  warn: (key, context) => context.log('warning', 'test-odd', 'Odd: ' + key),
  wait: (key, { signal }) => stopped(signal),
  collect: async (key, { memory, signal }) => (await memory.take(8, signal)).release(),
  upload: (key, { uploads }) => { uploads?.take('b', key); },
};
export const executor = {
  test: async () => ({ ok: true, message: '' }),
  browse: async () => [],
  async *each(connection, activity, input, context, start) {
    const kinds = Object.entries(JSON.parse(activity.settings.prefix));
    const keys = kinds.flatMap(([kind, count]) => Array.from({ length: count }, (_, at) => kind + '/' + String(at).padStart(6, '0')));
    for (let from = 0; from < keys.length; from += 1000) {
      const items = keys.slice(from, from + 1000).map((key) => ({ mark: key, record: { bucketName: 'b', key, size: 10 } }));
      yield { items, isLast: from + 1000 >= keys.length };
    }
  },
  execute: async (connection, activity, { record }, context) => {
    const key = String(record.key);
    await new Promise(setImmediate);
    context.moved(10);
    context.planned({ way: 'stream', reason: 'There is no other.' });
    await what[key.split('/')[0]]?.(key, context);
    context.finished(1);
    const eTag = isMainThread ? 'main' : 'thread';
    context.transferred({ outcome: 'deleted', bucket: 'b', key, size: 10, eTag });
    return { record: { key } };
  },
};`;
