import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Queryable } from '../database/sql.ts';
import { keepInstallation, readInstallation } from '../installation.ts';
import { ApiError } from './api-error.ts';

/** Decides whether a request carries the installation's access token. */
export interface AccessToken {
  matches(token: string): boolean;
  /** @throws {ApiError} `token-required`, `token-wrong` */
  check(request: IncomingMessage): void;
  /** The `Set-Cookie` header that makes a browser carry the token from now on. */
  cookie(token: string): string;
}

const KEY = 'access-token';
const Kept = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The token without which nobody gets in from beyond this machine. It is made at the first such start, and only its
 * SHA-256 is kept: 256 random bits need no salt.
 * @param cookieName tells installations on one host apart, for cookies know no ports.
 * @returns the check, and the token itself when it was made just now: it can't be shown again.
 */
export async function openAccessToken(
  db: Queryable,
  cookieName: string,
): Promise<{ check: AccessToken; made: string | null }> {
  const known = Kept.safeParse(await readInstallation(db, KEY));
  if (known.success) return { check: accessToken(known.data.sha256, cookieName), made: null };
  const token = randomBytes(32).toString('base64url');
  const own = sha256(token).toString('hex');
  const kept = Kept.parse(await keepInstallation(db, KEY, { sha256: own }));
  return { check: accessToken(kept.sha256, cookieName), made: kept.sha256 === own ? token : null };
}

/** Forgets the token: the next start makes a new one. */
export async function forgetAccessToken(db: Queryable): Promise<void> {
  await db.deleteFrom('installation').where('key', '=', KEY).execute();
}

export function accessToken(hash: string, cookieName: string): AccessToken {
  const expected = Buffer.from(hash, 'hex');
  const matches = (token: string) => timingSafeEqual(sha256(token), expected);
  return {
    matches,
    check: (request) => {
      const token = bearerOf(request) ?? cookieOf(request, cookieName);
      if (token === null)
        throw new ApiError('token-required', 'This server asks for an access token.', {
          todo: 'Open the address with ?token=… that it printed at its first start, or send the token as "Authorization: Bearer …".',
        });
      if (!matches(token))
        throw new ApiError('token-wrong', 'The access token is not the one of this server.', {
          todo: 'Open the address with ?token=… that it printed at its first start.',
        });
    },
    cookie: (token) => `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`,
  };
}

/** The credential of an `Authorization: Bearer …` header, or null. */
export function bearerOf(request: IncomingMessage): string | null {
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,512})$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}

/** A cookie that a request carries, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined) return value.trim();
  }
  return null;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
