import { useState } from 'react';
import { z } from 'zod';
import { routes } from '../../shared/api/routes.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { designer } from '../state/designer.ts';

export interface SignIn {
  readonly busy: boolean;
  /** Why it did not work, as a sentence; null when it was not tried, or is being tried. */
  readonly failure: string | null;
  submit(userName: string, password: string): Promise<boolean>;
}

/** Signs in; the page, and all that waited for it, goes on then. */
export function useSignIn(): SignIn {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  return {
    busy,
    failure,
    async submit(userName, password) {
      setBusy(true);
      setFailure(null);
      try {
        const before = designer.getState().me?.person?.id;
        const me = await call(routes.signIn, { body: { userName, password } });
        designer.getState().takeMe(me);
        // What somebody else was shown is not for this one.
        if (before !== me.person?.id) await queryClient.resetQueries();
        return true;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setFailure(failureText(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

const Limited = z.object({ retryAfterSeconds: z.number() });

function failureText(error: ApiError): string {
  const limited = Limited.safeParse(error.details);
  if (error.code !== 'sign-in-limited' || !limited.success) return `${error.message} ${error.todo}`.trim();
  const seconds = Math.ceil(limited.data.retryAfterSeconds);
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `Too many attempts. Try again in ${wait}.`;
}
