import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { StepContext } from '../../../../shared/runs/payload.ts';
import type { Part } from '../plan/parts.ts';
import type { DonePart } from './done-parts.ts';
import type { Stored, WriteJob } from './job.ts';
import type { MergedParts } from './merge-parts.ts';
import { MultipartUpload } from './multipart.ts';
import { resume } from './resume.ts';
import type { Resumable } from './upload-plan.ts';

/** How many parts are on their way at a time. More gained nothing; each holds little memory, as it is not collected. */
const AT_A_TIME = 4;

type Finished = Stored & { verified: boolean };

/** How the parts of an upload get to the storage. */
export interface PartSource extends Resumable {
  readonly parts: readonly Part[];
  /** Has one part there, tried as often as the connection allows. */
  put(upload: MultipartUpload, part: Part, job: WriteJob, signal: AbortSignal): Promise<DonePart>;
  /** Looks whether a part that the storage has is the right one; undefined when it is not, or nobody can tell. */
  prove?(unproven: MergedParts['unproven'][number], signal: AbortSignal): Promise<DonePart | undefined>;
  /**
   * Makes sure that the parts are the source, before they are put together: gives them as they are then.
   * @param again has a part there once more
   */
  confirm?(
    parts: readonly Part[],
    done: readonly DonePart[],
    again: (part: Part) => Promise<DonePart>,
  ): Promise<readonly DonePart[]>;
  /** What is known of the object beyond what the storage has said. */
  finish?(stored: Finished, parts: readonly DonePart[]): Finished;
  /** Counts bytes that were there already; negative ones turned out not to be. */
  count(context: StepContext, bytes: number): void;
}

/**
 * Writes an object by a multipart upload, several parts at a time, going on with what an earlier attempt at the run has left.
 * When it fails or is canceled, all parts on their way are cut and the upload is aborted. An upload that somebody else aborts
 * meanwhile is begun once more. @throws {ConnectorError}, `SourceFailure`
 */
export async function uploadInParts(job: WriteJob, source: PartSource): Promise<Finished> {
  const counted = counting(job, source);
  const found = await resume(counted.job, source);
  if (found && 'stored' in found) {
    source.count(job.context, found.stored.size);
    job.context.log('info', 'upload-resumed', 'Resumed: an earlier attempt had written the object already.');
    return found.stored;
  }
  try {
    if (!found) return await fill(counted.job, await MultipartUpload.begin(counted.job, source), source);
    const { upload, parts, merged } = found;
    return await fill(counted.job, upload, { ...source, parts }, merged);
  } catch (error) {
    if (!isGone(error) || job.context.signal.aborted) throw error;
    counted.takeBack();
    job.context.log('info', 'upload-gone', `${error.message} A new one is begun, and everything is sent again.`);
    return fill(job, await MultipartUpload.begin(job, source), source);
  }
}

/** Somebody has ended the upload, or has taken a part out of it. */
function isGone(error: unknown): error is ConnectorError {
  return error instanceof ConnectorError && error.code === 'upload-missing';
}

async function fill(
  job: WriteJob,
  upload: MultipartUpload,
  source: PartSource,
  merged?: MergedParts,
): Promise<Finished> {
  try {
    const there = merged ? await whatIsThere(job, source, merged) : [];
    const numbers = new Set(there.map(({ number }) => number));
    const missing = source.parts.filter(({ number }) => !numbers.has(number));
    const sent = await eachAtATime(job.context.signal, missing, (part, signal) =>
      source.put(upload, part, job, signal),
    );
    const all = [...there, ...sent].sort((a, b) => a.number - b.number);
    const again = async (part: Part) => {
      // Noted twice, the second one must not come together with the first.
      await upload.kept();
      return source.put(upload, part, job, job.context.signal);
    };
    const done = source.confirm ? await source.confirm(source.parts, all, again) : all;
    const stored = await upload.complete(done);
    return source.finish?.(stored, done) ?? stored;
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

/** The parts that need not be sent again. */
async function whatIsThere(job: WriteJob, source: PartSource, merged: MergedParts): Promise<DonePart[]> {
  const { context } = job;
  const { prove } = source;
  const proven = prove ? await eachAtATime(context.signal, merged.unproven, prove) : [];
  const there = [...merged.done, ...proven.filter((part) => part !== undefined)];
  source.count(
    context,
    there.reduce((sum, { length }) => sum + length, 0),
  );
  const text = `Resumed: ${there.length} of ${source.parts.length} parts were there already.`;
  context.log('info', 'upload-resumed', text);
  return there;
}

/** Does something with each, several at a time; the first failure stops the others. Results come in any order. */
async function eachAtATime<Item, Result>(
  signal: AbortSignal,
  items: readonly Item[],
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const results: Result[] = [];
  const waiting = items.values();
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    for (const item of waiting) {
      if (failure) return;
      try {
        results.push(await work(item, both));
      } catch (error) {
        failure ??= { error };
        stop.abort();
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, items.length) }, worker));
  if (failure) throw failure.error;
  return results;
}

/** The job, with what it counts noted, so that it can be taken back when everything is done once more. */
function counting(job: WriteJob, source: PartSource): { job: WriteJob; takeBack(): void } {
  const { context } = job;
  let bytes = 0;
  let atStorage = 0;
  const { copied } = context;
  const noting: StepContext = {
    ...context,
    moved: (more) => {
      bytes += more;
      context.moved(more);
    },
    ...(copied
      ? {
          copied: (more: number) => {
            atStorage += more;
            copied(more);
          },
        }
      : {}),
  };
  return {
    job: { ...job, context: noting },
    takeBack: () => {
      if (bytes !== 0) context.moved(-bytes);
      if (atStorage !== 0) source.count(context, -atStorage);
    },
  };
}
