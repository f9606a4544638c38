/** Whether the same person has signed in again, or somebody else. */
export type SignedIn = 'same' | 'other';

/** What a page does when the server does not know, or no longer, who one is. */
export interface AccessListeners {
  /** Has somebody sign in; resolves once that is done. */
  signIn(): Promise<SignedIn>;
  /** The server refused what the page would have allowed: what one may do has changed. */
  notAllowed(): void;
}

let listeners: AccessListeners | null = null;

export function listenForAccess(given: AccessListeners): void {
  listeners = given;
}

export const accessListeners = (): AccessListeners | null => listeners;
