import type { Id } from '../../shared/project/id.ts';
import { gzipJson } from '../gzip-json.ts';
import type { RunProgress } from '../progress.ts';
import type { Recorder } from './recorder.ts';

/** Hands what was noted of each step to the server. Never throws: that it can't be kept is no failure of the run. */
export async function keepNoted(
  recorder: Recorder,
  progress: RunProgress,
  keep: (stepId: Id, content: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<void> {
  try {
    for (const { stepId, debug } of recorder.taken()) {
      await keep(stepId, await gzipJson(debug));
      progress.keptDebug(stepId);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    progress.log('info', 'debug-not-kept', `Debug mode: input and output could not be kept: ${why}`);
  }
}
