import { type Levels, Levels as LevelsSchema, type PersonDetail } from '../../shared/api/access.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { endSessions } from './sessions.ts';

/** Any number, always the same: held while people change, so that no two changes together leave nobody who may. */
const PEOPLE_LOCK = 4_471_902;

/** PostgreSQL's code for a value that must be unique and is there already. */
const UNIQUE_VIOLATION = '23505';

export interface NewPerson {
  name: string;
  userName: string;
  /** What is kept of it: see `password.ts`. */
  password: string;
  isAdministrator: boolean;
  levels: Levels;
}

export interface PersonChange {
  name?: string | undefined;
  userName?: string | undefined;
  isAdministrator?: boolean | undefined;
  disabled?: boolean | undefined;
  levels?: Levels | undefined;
}

/** As people and programs may write it in different ways. */
export function userNameOf(text: string): string {
  return text.normalize('NFKC').trim();
}

/** Everybody, or one, by name. */
export async function selectPeople(where: Queryable, personId?: Id): Promise<PersonDetail[]> {
  const rows = await where
    .selectFrom('people')
    .select(['id', 'name', 'user_name', 'is_administrator', 'disabled', 'created_at', 'last_sign_in_at'])
    .select(
      sql<unknown>`(select json_object_agg(environment_id, level) from person_levels where person_id = people.id)`.as(
        'levels',
      ),
    )
    .select(
      sql<number>`(select count(*)::integer from sessions where person_id = people.id and expires_at > now()
        and used_at > now() - interval '12 hours')`.as('sessions'),
    )
    .select(
      sql<number>`(select count(*)::integer from access_keys where person_id = people.id and expires_at > now())`.as(
        'keys',
      ),
    )
    .$if(personId !== undefined, (query) => query.where('id', '=', personId ?? ''))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    userName: row.user_name,
    isAdministrator: row.is_administrator,
    disabled: row.disabled,
    levels: LevelsSchema.parse(row.levels ?? {}),
    createdAt: row.created_at.toISOString(),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    sessions: row.sessions,
    accessKeys: row.keys,
  }));
}

/** Holds back other changes of people until the transaction ends; tells whether there is anybody. */
export async function lockPeople(trx: Transaction): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${PEOPLE_LOCK})`.execute(trx);
  return (await trx.selectFrom('people').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** @throws {ApiError} `name-taken`, `environment-unknown` */
export async function insertPerson(trx: Transaction, person: NewPerson): Promise<Id> {
  const id = newId('per');
  const { name, password, isAdministrator } = person;
  const userName = userNameOf(person.userName);
  await unique(userName, () =>
    trx
      .insertInto('people')
      .values({ id, name, user_name: userName, password, is_administrator: isAdministrator })
      .execute(),
  );
  await setLevels(trx, id, person.levels);
  return id;
}

/** People must be locked. @throws {ApiError} `person-unknown`, `name-taken`, `environment-unknown`, `last-administrator` */
export async function changePerson(trx: Transaction, id: Id, change: PersonChange): Promise<void> {
  await requirePerson(trx, id);
  if (change.isAdministrator === false || change.disabled === true) await requireAnother(trx, id);
  const userName = change.userName === undefined ? undefined : userNameOf(change.userName);
  const values = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(userName === undefined ? {} : { user_name: userName }),
    ...(change.isAdministrator === undefined ? {} : { is_administrator: change.isAdministrator }),
    ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
  };
  if (Object.keys(values).length > 0)
    await unique(userName ?? '', () => trx.updateTable('people').set(values).where('id', '=', id).execute());
  if (change.levels !== undefined) await setLevels(trx, id, change.levels);
  if (change.disabled === true) await endSessions(trx, id);
}

/** Ends all sessions but one. @throws {ApiError} `person-unknown` */
export async function setPassword(
  trx: Transaction,
  id: Id,
  password: string,
  but: string | null = null,
): Promise<void> {
  await requirePerson(trx, id);
  await trx.updateTable('people').set({ password }).where('id', '=', id).execute();
  await endSessions(trx, id, but);
}

async function requirePerson(trx: Transaction, id: Id): Promise<void> {
  const row = await trx.selectFrom('people').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  if (row) return;
  throw new ApiError('person-unknown', `There is no person ${id}.`, { todo: 'Reload the list of people.' });
}

/** @throws {ApiError} `last-administrator` */
async function requireAnother(trx: Transaction, id: Id): Promise<void> {
  const other = await trx
    .selectFrom('people')
    .select('id')
    .where('id', '!=', id)
    .where('is_administrator', '=', true)
    .where('disabled', '=', false)
    .executeTakeFirst();
  const own = await trx.selectFrom('people').select('is_administrator').where('id', '=', id).executeTakeFirst();
  if (other || own?.is_administrator !== true) return;
  throw new ApiError('last-administrator', 'This is the last administrator: nobody could administrate any more.', {
    todo: 'Make somebody else an administrator first.',
  });
}

/** @throws {ApiError} `environment-unknown` */
async function setLevels(trx: Transaction, personId: Id, levels: Levels): Promise<void> {
  await trx.deleteFrom('person_levels').where('person_id', '=', personId).execute();
  const wanted = Object.entries(levels);
  if (wanted.length === 0) return;
  const ids = wanted.map(([id]) => id);
  const found = await trx.selectFrom('environments').select('id').where('id', 'in', ids).forShare().execute();
  const unknown = ids.find((id) => !found.some((row) => row.id === id));
  if (unknown !== undefined)
    throw new ApiError('environment-unknown', `There is no environment ${unknown}.`, {
      todo: 'It may have been removed meanwhile: reload the page.',
    });
  const rows = wanted.map(([environment_id, level]) => ({ person_id: personId, environment_id, level }));
  await trx.insertInto('person_levels').values(rows).execute();
}

async function unique<T>(userName: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== UNIQUE_VIOLATION) throw error;
    throw new ApiError('name-taken', `There is another person with the user name "${userName}".`, {
      todo: 'Choose another user name.',
      cause: error,
    });
  }
}
