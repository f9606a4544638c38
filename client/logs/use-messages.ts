import { useEffect, useState } from 'react';
import type { NumberedMessage } from '../../shared/api/run-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import { ApiError } from '../api/api-error.ts';
import { useDesigner } from '../state/designer.ts';

export interface RunLog {
  readonly messages: readonly NumberedMessage[];
  readonly loading: boolean;
  /** Why the log can't be had; null when it can. */
  readonly failure: string | null;
}

const NONE: readonly NumberedMessage[] = [];

/** A run's log: fetched once, then followed; and fetched again at its end, as lines may have come while offline. */
export function useMessages(runId: Id, ended: boolean): RunLog {
  const messages = useDesigner((state) => state.messages[runId]) ?? NONE;
  const loadMessages = useDesigner((state) => state.loadMessages);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `ended` is there to fetch again
  useEffect(() => {
    let isCurrent = true;
    const load = async () => {
      try {
        await loadMessages(runId);
        if (isCurrent) setFailure(null);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (isCurrent) setFailure(`${error.message} ${error.todo}`.trim());
      } finally {
        if (isCurrent) setLoading(false);
      }
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [runId, ended, loadMessages]);

  return { messages, loading, failure };
}
