import { useEffect, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import type { VariableValue } from '../../shared/api/variables.ts';
import type { Id } from '../../shared/project/id.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { useDesigner } from '../state/designer.ts';

/** The value of a variable in the project's environment, as far as it is shown. */
export type StoredValue =
  | { kind: 'loading' }
  /** `value` is null when there is none. */
  | { kind: 'shown'; value: string | null }
  /** There is one, and it is never sent back. */
  | { kind: 'hidden' }
  | { kind: 'failed'; message: string };

/** Follows what others change. */
export function useValue(projectId: Id, variableId: Id | null): StoredValue {
  const [stored, setStored] = useState<StoredValue>(
    variableId === null ? { kind: 'shown', value: null } : { kind: 'loading' },
  );
  const valuesChanged = useDesigner((state) => state.valuesChanged);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `valuesChanged` is there to fetch again
  useEffect(() => {
    if (variableId === null) return;
    const controller = new AbortController();
    call(routes.listVariableValues, { params: { projectId } }, { signal: controller.signal }).then(
      ({ values }) => setStored(storedOf(values.find((one) => one.variableId === variableId))),
      (error: unknown) => {
        if (!controller.signal.aborted)
          setStored({ kind: 'failed', message: error instanceof ApiError ? error.message : String(error) });
      },
    );
    return () => controller.abort();
  }, [projectId, variableId, valuesChanged]);
  return stored;
}

function storedOf(found: VariableValue | undefined): StoredValue {
  if (!found) return { kind: 'shown', value: null };
  return found.value === undefined ? { kind: 'hidden' } : { kind: 'shown', value: found.value };
}
