import type { UploadChanges } from '../../shared/runs/uploads.ts';

export const noChanges = (): UploadChanges => ({ intended: [], begun: [], parts: [], aborting: [], ended: [] });

/** Two sets of changes, one after the other, as one. */
export function joined(first: UploadChanges, second: UploadChanges): UploadChanges {
  return {
    intended: [...first.intended, ...second.intended],
    begun: [...first.begun, ...second.begun],
    parts: [...first.parts, ...second.parts],
    aborting: [...first.aborting, ...second.aborting],
    ended: [...first.ended, ...second.ended],
  };
}
