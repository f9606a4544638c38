import { useEffect, useState } from 'react';
import { routes } from '../../../shared/api/routes.ts';
import type { Id } from '../../../shared/project/id.ts';
import type { StepDebug, StepPass } from '../../../shared/runs/debug.ts';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';

type OutputContent = NonNullable<NonNullable<StepPass['output']>['content']>;

/** One time that a step ran, with the content that came in. */
export interface KeptPass {
  pass: StepPass;
  /** What the step before gave. */
  contentIn: OutputContent | null;
}

export type KeptStep =
  | { kind: 'loading' }
  /** At least one; several when the step ran once for each of many objects. */
  | { kind: 'kept'; passes: readonly KeptPass[] }
  | { kind: 'failed'; message: string };

/** What debug mode kept of a step of a run. `before`: the step before it, whose content came in. */
export function useStepDebug(params: { projectId: Id; runId: Id; stepId: Id; before: Id | null }): KeptStep {
  const { projectId, runId, stepId, before } = params;
  const [kept, setKept] = useState<KeptStep>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const load = async (): Promise<KeptStep> => {
      const debug = await call(routes.getStepDebug, { params: { projectId, runId, stepId } }, options);
      const passes = passesOf(debug);
      if (before === null || !passes.some(({ input }) => input.hasContent))
        return { kind: 'kept', passes: passes.map((pass) => ({ pass, contentIn: null })) };
      const params = { projectId, runId, stepId: before };
      const previous = passesOf(await call(routes.getStepDebug, { params }, options));
      return { kind: 'kept', passes: passes.map((pass) => ({ pass, contentIn: contentInto(pass, previous) })) };
    };
    load().then(setKept, (error: unknown) => {
      if (controller.signal.aborted) return;
      setKept({
        kind: 'failed',
        message: error instanceof ApiError ? `${error.message} ${error.todo}`.trim() : String(error),
      });
    });
    return () => controller.abort();
  }, [projectId, runId, stepId, before]);
  return kept;
}

function passesOf({ others = [], ...first }: StepDebug): StepPass[] {
  return [first, ...others];
}

function contentInto({ sequence, input }: StepPass, previous: readonly StepPass[]): OutputContent | null {
  if (!input.hasContent) return null;
  return previous.find((one) => one.sequence === sequence)?.output?.content ?? null;
}
