import { useEffect, useRef, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import type { PermissionReport } from '../../shared/asking.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import type { Draft } from '../descriptor-form/draft.ts';

/** How the last **Check permissions** stands. */
export type PermissionState =
  | { kind: 'idle' }
  | { kind: 'checking' }
  | { kind: 'answered'; report: PermissionReport }
  | { kind: 'failed'; message: string; todo: string };

/** Has the permissions of a connection checked, as it is on the screen. @param settle as for a Test */
export function usePermissions(projectId: Id, connector: string, settle: (draft: Draft) => Promise<Settings>) {
  const [state, setState] = useState<PermissionState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (draft: Draft, within: Record<string, string>, signal: AbortSignal) => {
    const show = (next: PermissionState) => {
      if (!signal.aborted) setState(next);
    };
    show({ kind: 'checking' });
    try {
      const body = { connector, name: draft.name, settings: await settle(draft), within };
      show({
        kind: 'answered',
        report: await call(routes.checkPermissions, { params: { projectId }, body }, { signal }),
      });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        if (signal.aborted) return;
        throw error;
      }
      show({ kind: 'failed', message: error.message, todo: error.todo });
    }
  };

  return {
    state,
    check(draft: Draft, within: Record<string, string>) {
      running.current?.abort();
      running.current = new AbortController();
      void run(draft, within, running.current.signal);
    },
  };
}
