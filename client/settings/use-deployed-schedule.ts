import { useEffect, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { ScheduleState } from '../../shared/schedules/state.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { designer, useDesigner } from '../state/designer.ts';

/** The schedule with which an operation is deployed, as far as it is known. */
export type DeployedScheduleView =
  | { kind: 'loading' }
  | { kind: 'none' }
  | { kind: 'there'; state: ScheduleState; busy: boolean }
  | { kind: 'failed'; message: string };

export interface DeployedScheduleHandle {
  readonly view: DeployedScheduleView;
  /** Switches it on or off at once, for what is deployed. */
  enable(enabled: boolean): Promise<void>;
}

/** Asks again with every deploy of the operation. */
export function useDeployedSchedule(projectId: Id, operationId: Id): DeployedScheduleHandle {
  const deployed = useDesigner((state) => state.deployed[operationId]);
  const [view, setView] = useState<DeployedScheduleView>({ kind: 'loading' });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a deploy changes what the server answers
  useEffect(() => {
    const controller = new AbortController();
    call(routes.listSchedules, { params: { projectId } }, { signal: controller.signal }).then(
      ({ schedules }) => {
        const state = schedules.find((one) => one.operationId === operationId);
        setView(state ? { kind: 'there', state, busy: false } : { kind: 'none' });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setView({ kind: 'failed', message: messageOf(error) });
      },
    );
    return () => controller.abort();
  }, [projectId, operationId, deployed]);

  const enable = async (enabled: boolean) => {
    if (view.kind !== 'there' || view.busy) return;
    setView({ ...view, busy: true });
    try {
      const state = await call(routes.enableSchedule, { params: { projectId, operationId }, body: { enabled } });
      setView({ kind: 'there', state, busy: false });
      designer.getState().announce(`The schedule ${state.scheduleName} is ${enabled ? 'enabled' : 'disabled'}.`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setView(view);
      const title = `The schedule was not ${enabled ? 'enabled' : 'disabled'}`;
      designer.getState().notify({ tone: 'error', title, text: `${error.message} ${error.todo}`.trim() });
    }
  };
  return { view, enable };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
