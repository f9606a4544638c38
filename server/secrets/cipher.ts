import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key for secrets at rest: 32 bytes, and the short name by which a row says which key it needs. */
export interface SecretKey {
  id: string;
  bytes: Buffer;
}

export function secretKey(bytes: Buffer): SecretKey {
  if (bytes.length !== 32) throw new RangeError('a secret key has 32 bytes');
  const id = createHash('sha256').update('sluice secret key id').update(bytes).digest('hex').slice(0, 16);
  return { id, bytes };
}

/** AES-256-GCM with a random nonce: nonce, tag, ciphertext. `context` must be the same when it is opened. */
export function seal(key: SecretKey, value: string, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws when the key or the context is another one, or a bit has changed. */
export function open(key: SecretKey, sealed: Buffer, context: string): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return text.toString('utf8');
}
