import { useEffect, useRef, useState } from 'react';
import type { TestReply } from '../../shared/api/connection-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import type { Draft } from '../descriptor-form/draft.ts';

/** How the last **Test** of a connection screen stands. */
export type TestState =
  | { kind: 'idle' }
  | { kind: 'testing' }
  /** `of` is the draft that was tested: once the screen holds another one, the answer is out of date. */
  | { kind: 'answered'; reply: TestReply; of: Draft }
  /** The test itself could not be done. */
  | { kind: 'failed'; code: string; message: string; todo: string; of: Draft };

export interface Tester {
  readonly state: TestState;
  test(draft: Draft): void;
}

/**
 * Has a connection tested as it is on the screen.
 * @param settle stores what has been typed in secret fields and gives the settings to test.
 */
export function useTest(projectId: Id, connector: string, settle: (draft: Draft) => Promise<Settings>): Tester {
  const [state, setState] = useState<TestState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (draft: Draft, signal: AbortSignal) => {
    const show = (next: TestState) => {
      if (!signal.aborted) setState(next);
    };
    show({ kind: 'testing' });
    try {
      const settings = await settle(draft);
      const body = { connector, name: draft.name, settings };
      const reply = await call(routes.testConnection, { params: { projectId }, body }, { signal });
      show({ kind: 'answered', reply, of: draft });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        if (signal.aborted) return;
        throw error;
      }
      show({ kind: 'failed', code: error.code, message: error.message, todo: error.todo, of: draft });
    }
  };

  return {
    state,
    test(draft) {
      running.current?.abort();
      running.current = new AbortController();
      void run(draft, running.current.signal);
    },
  };
}
