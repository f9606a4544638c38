import { hash } from 'node:crypto';
import type { S3Connection } from '../connection.ts';

const known = new WeakMap<S3Connection, string>();

/**
 * What tells whether two connections are one account on one endpoint, so that the storage can copy between their buckets. At
 * Amazon that is so whatever their regions. Holds no secret.
 */
export function accountOf(connection: S3Connection): string {
  const before = known.get(connection);
  if (before !== undefined) return before;
  const { credentials, endpoint } = connection;
  const place = endpoint ? `${endpoint.origin}${endpoint.pathname.replace(/\/+$/, '')}` : '';
  const who = credentials === 'chain' ? ['chain'] : [credentials.accessKeyId, credentials.sessionToken ?? ''];
  const account = hash('sha256', JSON.stringify([place, ...who]), 'hex').slice(0, 32);
  known.set(connection, account);
  return account;
}

/** Whether it is Amazon S3 itself, which is known to heed what others may not. */
export function isAmazon({ endpoint }: S3Connection): boolean {
  return endpoint === undefined || /\.amazonaws\.(com|com\.cn|eu)$/.test(endpoint.hostname);
}
