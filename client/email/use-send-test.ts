import { useEffect, useRef, useState } from 'react';
import type { TestReply } from '../../shared/api/connection-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import type { Draft } from '../descriptor-form/draft.ts';

/** How the last **Send test e-mail** stands. */
export type SendTest =
  | { kind: 'idle' }
  | { kind: 'sending' }
  /** `of` is the draft that was sent: once the screen holds another one, the answer is out of date. */
  | { kind: 'answered'; result: TestReply['result']; of: Draft };

/**
 * Has an agent send the e-mail as it is on the screen.
 * @param settle stores what has been typed in secret fields and gives the settings to send with.
 */
export function useSendTest(projectId: Id, settle: (draft: Draft) => Promise<Settings>) {
  const [state, setState] = useState<SendTest>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (draft: Draft, signal: AbortSignal) => {
    const show = (next: SendTest) => {
      if (!signal.aborted) setState(next);
    };
    show({ kind: 'sending' });
    try {
      const body = { name: draft.name, settings: await settle(draft) };
      const { result } = await call(routes.sendTestEmail, { params: { projectId }, body }, { signal });
      show({ kind: 'answered', result, of: draft });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      const { code, message, todo } = error;
      show({
        kind: 'answered',
        result: { ok: false, code, name: 'The e-mail was not sent', message, todo },
        of: draft,
      });
    }
  };

  return {
    state,
    send(draft: Draft) {
      running.current?.abort();
      running.current = new AbortController();
      void run(draft, running.current.signal);
    },
  };
}
