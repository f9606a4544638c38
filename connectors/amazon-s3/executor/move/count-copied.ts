import type { StepContext } from '../../../../shared/runs/payload.ts';

/** Counts bytes that the storage has copied; negative ones turned out not to be. */
export function countCopied(context: StepContext, bytes: number): void {
  if (context.copied) context.copied(bytes);
  else context.moved(bytes);
}
