import type { ResolvedConnection, ResolvedSettings } from '../../../../shared/connector.ts';
import type { Content, Payload, StepContext, Transferred } from '../../../../shared/runs/payload.ts';
import type { PlanWay } from '../../../../shared/runs/plan.ts';
import { createExecutor } from '../executor.ts';

/** A step's context that remembers what the step told. */
export interface Recorder extends StepContext {
  /** What was out of the ordinary. */
  readonly logs: { level: string; code: string; text: string }[];
  /** What every run says: plans and receipts. */
  readonly receipts: { code: string; text: string }[];
  /** What was said to have been transferred. */
  readonly transfers: Transferred[];
  /** Which ways were chosen, one after the other. */
  readonly plans: PlanWay[];
  /** `copied` of the bytes were copied at the storage. */
  readonly totals: { bytes: number; copied: number; objects: number; expected: { bytes?: number; objects?: number } };
}

const ORDINARY = [
  'object-opened',
  'object-written',
  'object-deleted',
  'object-moved',
  'object-copied',
  'plan',
  'listed',
];

export function recorder(signal: AbortSignal = new AbortController().signal): Recorder {
  const totals: Recorder['totals'] = { bytes: 0, copied: 0, objects: 0, expected: {} };
  const logs: Recorder['logs'] = [];
  const receipts: Recorder['receipts'] = [];
  const transfers: Transferred[] = [];
  const plans: PlanWay[] = [];
  return {
    signal,
    plans,
    logs,
    receipts,
    transfers,
    transferred: (receipt) => {
      transfers.push(receipt);
    },
    totals,
    moved: (bytes) => {
      totals.bytes += bytes;
    },
    copied: (bytes) => {
      totals.bytes += bytes;
      totals.copied += bytes;
    },
    finished: (objects) => {
      totals.objects += objects;
    },
    planned: ({ way, reason }) => {
      plans.push(way);
      receipts.push({ code: 'plan', text: reason });
    },
    expect: (total) => {
      totals.expected = { ...totals.expected, ...total };
    },
    log: (level, code, given) => {
      const text = typeof given === 'string' ? given : given();
      if (ORDINARY.includes(code)) receipts.push({ code, text });
      else logs.push({ level, code, text });
    },
  };
}

/** An executor that does not pause for long between tries. */
export const quick = (options: Parameters<typeof createExecutor>[0] = {}) =>
  createExecutor({ pauses: { baseMs: 1, capMs: 5 }, ...options });

export type TestExecutor = ReturnType<typeof quick>;

export const NOTHING: Payload = { record: {} };

export function activity(type: string, settings: ResolvedSettings) {
  return { type, name: `My ${type}`, settings: { bucketOptions: 'text', ...settings } };
}

/** Get and Put, one after the other, as an operation does it. */
export async function transfer(
  executor: TestExecutor,
  connection: ResolvedConnection,
  get: ResolvedSettings,
  put: ResolvedSettings,
  context: Recorder = recorder(),
): Promise<{ got: Payload; put: Payload }> {
  const got = await executor.execute(connection, activity('get-object', get), NOTHING, context);
  return { got, put: await executor.execute(connection, activity('put-object', put), got, context) };
}

/**
 * The same with the Get being told of the Put, as a run does it: on one account the storage may copy.
 * @param meanwhile called between the two
 */
export async function transferKnowingly(
  executor: TestExecutor,
  connection: ResolvedConnection,
  { get, put }: { get: ResolvedSettings; put: ResolvedSettings },
  more: { context?: Recorder; target?: ResolvedConnection; meanwhile?: () => Promise<void> } = {},
): Promise<Payload> {
  const { context = recorder(), target = connection, meanwhile } = more;
  const next = { connector: 'amazon-s3', type: 'put-object', connection: () => target };
  const got = await executor.execute(connection, activity('get-object', get), NOTHING, { ...context, next });
  await meanwhile?.();
  return executor.execute(target, activity('put-object', put), got, context);
}

/** Everything a content gives, for small ones. */
export async function bytesOf(content: Content | undefined, offset = 0, length?: number): Promise<Buffer> {
  if (!content) throw new Error('no content');
  const chunks: Buffer[] = [];
  const range = length === undefined ? { offset } : { offset, length };
  await content.read(
    (chunk) => {
      chunks.push(Buffer.from(chunk));
    },
    range,
    new AbortController().signal,
  );
  return Buffer.concat(chunks);
}

/** A content of bytes in memory. */
export function contentOf(bytes: Uint8Array, rereadable = true): Content {
  return {
    size: rereadable ? bytes.length : undefined,
    rereadable,
    read: async (sink, { offset, length = bytes.length - offset }) => {
      for (let at = offset; at < offset + length; at += 10_000)
        await sink(bytes.subarray(at, Math.min(at + 10_000, offset + length)));
    },
  };
}
