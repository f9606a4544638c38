import { useEffect, useState } from 'react';
import { routes } from '../../../shared/api/routes.ts';
import type { Id } from '../../../shared/project/id.ts';
import type { StepDebug } from '../../../shared/runs/debug.ts';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';

type OutputContent = NonNullable<NonNullable<StepDebug['output']>['content']>;

export type KeptStep =
  | { kind: 'loading' }
  /** `contentIn`: what came in is what the step before gave. */
  | { kind: 'kept'; debug: StepDebug; contentIn: OutputContent | null }
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
      if (!debug.input.hasContent || before === null) return { kind: 'kept', debug, contentIn: null };
      const previous = await call(routes.getStepDebug, { params: { projectId, runId, stepId: before } }, options);
      return { kind: 'kept', debug, contentIn: previous.output?.content ?? null };
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
