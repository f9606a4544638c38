import { holds, type Level } from '../../shared/access/level.ts';
import type { Me } from '../../shared/api/access.ts';
import { accessRoutes } from '../../shared/api/routes/access-routes.ts';
import type { Id } from '../../shared/project/id.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { listenForAccess, type SignedIn } from '../api/sign-in-wanted.ts';
import { forgetCopied } from './clipboard-memory.ts';
import { levelIn, whyNotAllowed } from './permission.ts';
import type { SliceCreator } from './slice.ts';

export interface AccessSlice {
  /** Who one is and what one may do; null until the server has said it. While somebody signs in again, who was signed in before. */
  me: Me | null;
  /** Somebody has to sign in: before anything is shown, or over the work, which goes on after it. */
  signIn: 'page' | 'dialog' | null;
  /** Asks the server who one is. Where it can't be reached, what is known stays. */
  checkMe(): void;
  /** Resolves when somebody is signed in by the server's word, at once if so, and rejects where the server can't be reached. */
  whenSignedIn(): Promise<SignedIn>;
  /** Takes the server's word for who one is now: after a sign-in, too. */
  takeMe(me: Me): void;
  /** Whether one may change the design; says why where one may not. */
  mayEdit(what: string): boolean;
}

export const createAccessSlice: SliceCreator<AccessSlice> = (set, get) => {
  /** Calls that wait for a sign-in. */
  const waiting: ((who: SignedIn) => void)[] = [];

  /** Somebody was at work here before: then it is only interrupted. */
  const isAtWork = () => get().me?.person != null || get().me?.access === 'open';

  const wantSignIn = () => {
    if (get().signIn === null) set({ signIn: isAtWork() ? 'dialog' : 'page' });
  };

  /** Answers may come in another order than they were asked for: what is older than what was heard is left out. */
  let asked = 0;
  let heard = 0;
  const check = async () => {
    asked += 1;
    const mine = asked;
    const me = await call(accessRoutes.me, {});
    if (mine < heard) return;
    heard = mine;
    if (me.access === 'open' || me.person) apply(me);
    else wantSignIn();
  };

  /** Another design is to be had, or none any more: the server gives it with the document alone. */
  const isOtherDesign = (before: Me | null, me: Me, environmentId: Id | undefined): boolean => {
    const reads = (one: Me | null) => holds(levelIn(one, environmentId), READS);
    return before !== null && environmentId !== undefined && reads(before) !== reads(me);
  };

  const apply = (me: Me) => {
    const before = get().me;
    const was = before?.person ?? null;
    const isOther = was !== null && was.id !== me.person?.id;
    const { project, environment } = get();
    if (isOther) {
      forgetCopied();
      const labels = get().unsaved();
      if (labels.length > 0)
        get().notify({
          tone: 'error',
          title: `Not kept: ${labels.map((label) => `“${label}”`).join(', ')}`,
          text: `${was.name} made it and it was not saved before ${me.person?.name ?? 'somebody else'} signed in.`,
        });
      get().dropUnsaved();
    }
    set({ me, signIn: null });
    for (const go of waiting.splice(0)) go(isOther ? 'other' : 'same');
    if (project && (isOther || isOtherDesign(before, me, environment?.id))) void get().open(project.id);
  };

  const whenSignedIn = () => new Promise<SignedIn>((resolve) => waiting.push(resolve));

  listenForAccess({
    signIn: () => {
      wantSignIn();
      return whenSignedIn();
    },
    notAllowed: () => get().checkMe(),
  });

  return {
    me: null,
    signIn: null,
    checkMe() {
      check().catch((error: unknown) => {
        // What is shown says it in its place.
        if (!(error instanceof ApiError)) throw error;
      });
    },
    async whenSignedIn() {
      await check();
      return get().signIn === null ? 'same' : whenSignedIn();
    },
    takeMe(me) {
      asked += 1;
      heard = asked;
      apply(me);
    },
    mayEdit(what) {
      const reason = whyNotAllowed(get(), 'write');
      if (reason !== null) get().notify({ tone: 'info', title: `${what} is not possible`, text: reason });
      return reason === null;
    },
  };
};

const READS: Level = 'read';
