import { useEffect, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import type { GlobalNames } from '../../shared/api/variables.ts';
import type { Id } from '../../shared/project/id.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';

export type DeployedGlobals =
  | { kind: 'loading' }
  | { kind: 'known'; names: GlobalNames }
  | { kind: 'failed'; message: string };

/** The global variables that the deployed operation and its chain name. */
export function useDeployedGlobals(projectId: Id, operationId: Id): DeployedGlobals {
  const [found, setFound] = useState<DeployedGlobals>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    const params = { projectId, operationId };
    call(routes.getDeployedGlobals, { params }, { signal: controller.signal }).then(
      (names) => setFound({ kind: 'known', names }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const message = error instanceof ApiError ? `${error.message} ${error.todo}`.trim() : String(error);
        setFound({ kind: 'failed', message });
      },
    );
    return () => controller.abort();
  }, [projectId, operationId]);
  return found;
}
