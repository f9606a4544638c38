import { randomBytes } from 'node:crypto';
import { NewPassword } from '../../../shared/api/access.ts';
import { insertEntries } from '../../audit/writer.ts';
import { type Queryable, sql, type Transaction } from '../../database/sql.ts';
import { StartupError } from '../../settings/startup-error.ts';
import { forgiveAttempts } from '../attempts.ts';
import { tellAccessChanged } from '../known.ts';
import { hashPassword } from '../password.ts';
import { changePerson, insertPerson, lockPeople, selectPeople, setPassword } from '../people.ts';

/** Everybody, a line each. */
export async function listPeople(db: Queryable): Promise<string[]> {
  const people = await selectPeople(db);
  if (people.length === 0) return ['Nobody yet: whoever reaches the server may do everything.'];
  return people.map(({ userName, name, isAdministrator, disabled }) =>
    [userName, name, isAdministrator ? 'administrator' : '', disabled ? 'disabled' : ''].filter(Boolean).join('  '),
  );
}

/** Makes an administrator. @throws {ApiError} `name-taken` */
export async function addAdministrator(
  db: Queryable,
  { userName, name, password }: { userName: string; name: string; password: string },
): Promise<void> {
  const hash = await hashPassword(password);
  await db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    await insertPerson(trx, { userName, name, password: hash, isAdministrator: true, levels: {} });
    await forgiveAttempts(trx, userName, null);
    await tell(trx, 'Made the person, an administrator', userName);
  });
}

/** Sets a password, lets the person sign in again, and ends their sessions. @throws StartupError `person-unknown` */
export async function setPersonPassword(db: Queryable, userName: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    const row = await trx
      .selectFrom('people')
      .select(['id', 'user_name'])
      .where(sql`lower(user_name)`, '=', sql`lower(${userName})`)
      .executeTakeFirst();
    if (!row)
      throw new StartupError(
        'person-unknown',
        `There is nobody with the user name "${userName}". "sluice person list" names all.`,
      );
    await setPassword(trx, row.id, hash);
    await changePerson(trx, row.id, { disabled: false });
    await forgiveAttempts(trx, userName, null);
    await tell(trx, 'Reset the password of the person', row.user_name);
  });
}

/** One that nobody guesses. */
export function newPassword(): string {
  return randomBytes(15).toString('base64url');
}

/** @throws StartupError `setting-invalid` */
export function checkPassword(text: string): string {
  const password = NewPassword.safeParse(text);
  if (password.success) return password.data;
  throw new StartupError('setting-invalid', 'A password has at least 12 characters, and at most 1024.');
}

async function tell(trx: Transaction, what: string, thing: string): Promise<void> {
  await tellAccessChanged(trx);
  const nobody = { personId: null, personName: null, accessKey: null, clientId: null, address: null };
  const nothing = { projectId: null, projectName: null, runId: null };
  await insertEntries(trx, [{ ...nobody, ...nothing, via: 'command', kind: 'person', what, thing }]);
}
