import type { Database } from '../database/connect.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { tokenHash } from './token.ts';

/** So often a wrong password may be tried in a quarter of an hour: for one user name, and from one address. */
export const MOST_PER_ACCOUNT = 10;
export const MOST_PER_ADDRESS = 50;
const WINDOW_SECONDS = 900;

/**
 * Counts an attempt, before the password is looked at, so that many at once count too; the same whether there is such a person. One
 * with the right password is taken back.
 * @throws {ApiError} `sign-in-limited` with `details.retryAfterSeconds`
 */
export async function countAttempt({ db }: Database, userName: string, address: string | null): Promise<void> {
  const subjects = [{ subject: accountOf(userName), most: MOST_PER_ACCOUNT }];
  if (address !== null) subjects.push({ subject: addressSubject(address), most: MOST_PER_ADDRESS });
  // In one order everywhere, so that no two wait for each other in a circle.
  for (const { subject, most } of subjects.toSorted((a, b) => Buffer.compare(a.subject, b.subject))) {
    const { count, seconds } = await counted(db, subject);
    if (count <= most) continue;
    const minutes = Math.ceil(seconds / 60);
    throw new ApiError('sign-in-limited', 'Signing in was tried too often.', {
      todo: `Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
      details: { retryAfterSeconds: seconds },
    });
  }
}

/** After the right password: what was tried before for this user name counts no more, nor does this one for the address. */
export async function forgiveAttempts(where: Queryable, userName: string, address: string | null): Promise<void> {
  if (address !== null) {
    const one = { count: sql<number>`greatest(count - 1, 0)` };
    await where.updateTable('sign_in_attempts').set(one).where('subject', '=', addressSubject(address)).execute();
  }
  await where.deleteFrom('sign_in_attempts').where('subject', '=', accountOf(userName)).execute();
}

export async function forgetOldAttempts(where: Queryable): Promise<void> {
  const ago = sql<Date>`now() - make_interval(secs => ${WINDOW_SECONDS})`;
  await where.deleteFrom('sign_in_attempts').where('since', '<', ago).execute();
}

function addressSubject(address: string): Buffer {
  return tokenHash(`address ${address}`);
}

function accountOf(userName: string): Buffer {
  return tokenHash(`account ${userName.normalize('NFKC').toLowerCase()}`);
}

async function counted(where: Queryable, subject: Buffer): Promise<{ count: number; seconds: number }> {
  const { rows } = await sql<{ count: number; seconds: number }>`
    insert into sign_in_attempts as known (subject, count, since) values (${subject}, 1, now())
    on conflict (subject) do update set
      count = case when known.since < now() - make_interval(secs => ${WINDOW_SECONDS}) then 1 else least(known.count + 1, 1000000) end,
      since = case when known.since < now() - make_interval(secs => ${WINDOW_SECONDS}) then now() else known.since end
    returning count,
      greatest(1, ceil(${WINDOW_SECONDS} - extract(epoch from now() - since)))::integer as seconds`.execute(where);
  return rows[0] ?? { count: 1, seconds: WINDOW_SECONDS };
}
