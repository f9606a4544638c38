import { createHash, randomBytes } from 'node:crypto';

/** What access keys begin with, so that one that has got into the wrong place is found by its looks. */
const KEY_PREFIX = 'slk_';

/** 256 random bits: of a session. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The same, as an access key. */
export function newAccessKey(): string {
  return `${KEY_PREFIX}${newSessionToken()}`;
}

export function isAccessKey(text: string): boolean {
  return text.startsWith(KEY_PREFIX);
}

/** What is kept of a token: it can't be had back from it. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
