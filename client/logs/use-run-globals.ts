import { useEffect, useState } from 'react';
import type { RunGlobals } from '../../shared/api/variables.ts';
import type { Run } from '../../shared/runs/run.ts';
import { ApiError } from '../api/api-error.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { startedWith } from './run-again.ts';

/** The values that a run was started with, which never change; null while they are not known. */
export function useRunGlobals({ projectId, id }: Pick<Run, 'projectId' | 'id'>): RunGlobals | null {
  const [known, setKnown] = useState<RunGlobals | null>(null);
  const may = useWhyNotAllowed('read') === null;
  useEffect(() => {
    if (!may) return;
    const controller = new AbortController();
    startedWith({ projectId, id }, controller.signal).then(setKnown, (error: unknown) => {
      // The run is shown without them all the same; Run again looks them up once more, and says what is wrong.
      if (!controller.signal.aborted && !(error instanceof ApiError)) throw error;
    });
    return () => controller.abort();
  }, [projectId, id, may]);
  return known;
}
