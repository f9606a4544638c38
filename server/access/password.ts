import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** What one comparison costs: 32 MiB, three times over (OWASP Password Storage Cheat Sheet, scrypt). */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;

/** Where there is no such person, a password is compared with this, so that the answer takes as long. */
const NOBODY = kept(randomBytes(16), randomBytes(KEY_BYTES));

/** So many are worked on at once: each takes memory and a thread of its own. */
const AT_ONCE = 2;
let free = AT_ONCE;
const waiting: (() => void)[] = [];

/** What is kept of a password: `scrypt$log2 N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return kept(salt, key);
}

function kept(salt: Buffer, key: Buffer): string {
  return `scrypt$${Math.log2(COST.N)}$${COST.r}$${COST.p}$${salt.toString('base64')}$${key.toString('base64')}`;
}

/** Whether a password is the one. @param hash what {@link hashPassword} gave; undefined takes as long, and is never right. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, n, r, p, salt = '', key = ''] = (hash ?? NOBODY).split('$');
  const cost = { N: 2 ** Number(n), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64'), cost);
  const expected = Buffer.from(key, 'base64');
  return expected.length === given.length && timingSafeEqual(expected, given) && hash !== undefined;
}

async function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await scrypted(password.normalize('NFKC'), salt, { ...cost, maxmem: 256 * cost.N * cost.r });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

function scrypted(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
