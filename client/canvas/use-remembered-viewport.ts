import type { Viewport } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { designer } from '../state/designer.ts';

/** A view is remembered once it rests, after so many milliseconds: storage is slow, and a wheel rests between two notches. */
const REST = 300;

/** Remembers which part of a workflow is in view. Gives what to call when a move of the view has ended. */
export function useRememberedViewport(workflowId: Id): (event: unknown, viewport: Viewport) => void {
  const memory = useMemo(() => memoryOf(workflowId), [workflowId]);
  useEffect(() => {
    addEventListener('pagehide', memory.flush);
    return () => {
      removeEventListener('pagehide', memory.flush);
      memory.flush();
    };
  }, [memory]);
  return memory.note;
}

function memoryOf(workflowId: Id) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: Viewport | null = null;
  const flush = () => {
    clearTimeout(timer);
    if (latest) designer.getState().setViewport(workflowId, latest);
    latest = null;
  };
  const note = (_: unknown, viewport: Viewport) => {
    latest = viewport;
    clearTimeout(timer);
    timer = setTimeout(flush, REST);
  };
  return { note, flush };
}
