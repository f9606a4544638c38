import { createHash, randomBytes } from 'node:crypto';

/** A new agent credential: 256 random bits. It is told once and kept by the agent alone. */
export function newCredential(): string {
  return `slca_${randomBytes(32).toString('base64url')}`;
}

/** What the server keeps of a credential. It is random, so that a plain hash cannot be guessed backwards. */
export function credentialHash(credential: string): Buffer {
  return createHash('sha256').update(credential).digest();
}
