import { messageOf } from '../api/message-of.ts';
import { designer } from './designer.ts';
import type { Notice } from './notices-slice.ts';

/** What a message says once something is done. */
export type Done = Omit<Notice, 'id' | 'tone'>;

/**
 * Says what came of a deed. Unlike the callbacks of a mutation, which end with what has asked for it (a row that is removed, a card
 * that is drawn anew), this is said in any case.
 */
export function tellOutcome(deed: Promise<unknown>, done: Done, failed: string): void {
  const { notify } = designer.getState();
  deed.then(
    () => notify({ tone: 'success', ...done }),
    (error: unknown) => notify({ tone: 'error', title: failed, text: messageOf(error) }),
  );
}
