import { setTimeout as sleep } from 'node:timers/promises';
import type { Connectors } from '../../agent/executors.ts';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Executor } from '../../shared/connector.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { Content, Payload } from '../../shared/runs/payload.ts';

const CHUNK = new Uint8Array(64 * 1024);

/**
 * An executor of the tests' own under the name of Amazon S3: it touches no storage, so that the tests are about runs. What it
 * does follows from the key: `bytes/<n>` gives n bytes, `text/<text>` that text, `padded/<n>/<text>` the text after n times x, `wait` waits until it is stopped, `missing` fails, `break` fails in
 * the middle of the content, `crash` fails in an unforeseen way, `warn` warns, `quote/…` warns with the key, `list/<n>` lists n objects.
 */
export class TestExecutor implements Executor {
  /** What was put, by key: its length. */
  readonly put = new Map<string, number>();
  /** How many steps have begun, by key. */
  readonly begun = new Map<string, number>();

  async test() {
    return { ok: true as const, message: 'The test executor answers.' };
  }

  async browse(_connection: unknown, what: string) {
    if (what === 'broken')
      throw new ConnectorError({ code: 'access-denied', message: 'The endpoint refuses.', todo: 'Allow it.' });
    return [{ id: what, cells: { name: what, created: '' } }];
  }

  async execute(...[connection, activity, input, context]: Parameters<Executor['execute']>): Promise<Payload> {
    const key = String(activity.settings.key ?? activity.settings.prefix ?? '');
    this.begun.set(key, (this.begun.get(key) ?? 0) + 1);
    if (connection.settings.secretAccessKey !== 'the-secret') throw new Error('the secret did not arrive');
    if (activity.type === 'get-object') return { record: { key }, content: contentOf(key, context) };
    if (activity.type === 'list-objects') {
      const count = Number(key.split('/')[1]);
      context.finished(count);
      return {
        record: {
          prefix: key,
          keyCount: count,
          object: Array.from({ length: count }, (_, index) => ({ key: `k${index}` })),
        },
      };
    }
    if (key.startsWith('fail/')) {
      await input.content?.read(() => undefined, { offset: 0 }, context.signal);
      throw new ConnectorError({ code: 'access-denied', message: 'The target refuses.', todo: 'Allow it.' });
    }
    if (key === 'wait') await untilStopped(context.signal);
    if (key === 'deaf') await sleep(60_000);
    if (key === 'warn') context.log('warning', 'test-warning', 'Something is odd.');
    if (key.startsWith('quote/')) context.log('warning', 'test-quote', `The storage says: ${key}.`);
    let length = 0;
    await input.content?.read(
      (chunk) => {
        length += chunk.length;
        context.moved(chunk.length);
      },
      { offset: 0 },
      context.signal,
    );
    this.put.set(key, length);
    context.transferred({ outcome: 'written', bucket: String(activity.settings.bucket), key, size: length });
    context.finished(1);
    return { record: { key, size: length } };
  }
}

function contentOf(key: string, context: Parameters<Executor['execute']>[3]): Content {
  if (key === 'missing')
    throw new ConnectorError({ code: 'key-missing', message: 'There is no object "missing".', todo: 'Check the key.' });
  if (key === 'crash') throw new TypeError('x is not a function');
  const text = textOf(key);
  if (text !== null) return contentOfText(text);
  const size = key.startsWith('bytes/') ? Number(key.slice(6)) : 100_000;
  context.expect({ bytes: size, objects: 1 });
  return {
    size,
    rereadable: true,
    read: async (sink, _range, signal) => {
      for (let left = size; left > 0; left -= CHUNK.length) {
        signal.throwIfAborted();
        if (key === 'break')
          throw new ConnectorError({
            code: 'body-broken',
            message: 'The connection ended in mid-body.',
            nature: 'transient',
          });
        const chunk = CHUNK.subarray(0, Math.min(left, CHUNK.length));
        context.moved(chunk.length);
        await sink(chunk);
      }
    },
  };
}

function textOf(key: string): string | null {
  if (key.startsWith('text/')) return key.slice(5);
  const [kind, count, ...text] = key.split('/');
  return kind === 'padded' ? 'x'.repeat(Number(count)) + text.join('/') : null;
}

/** In two chunks whose memory is the same: who keeps one must copy it. */
function contentOfText(text: string): Content {
  const bytes = Buffer.from(text, 'utf8');
  return {
    size: bytes.length,
    rereadable: true,
    read: async (sink) => {
      const half = Math.ceil(bytes.length / 2);
      const chunk = new Uint8Array(half);
      for (const part of [bytes.subarray(0, half), bytes.subarray(half)]) {
        chunk.set(part);
        await sink(chunk.subarray(0, part.length));
        chunk.fill(0);
      }
    },
  };
}

function untilStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/** The connectors of an agent that has this executor. */
export function connectorsWith(executor: Executor): Connectors {
  return new Map(descriptors.map((descriptor) => [descriptor.id, { descriptor, executor }]));
}
