import type { AccessKey } from '../../shared/api/access.ts';
import { routes } from '../../shared/api/routes.ts';
import { newId } from '../../shared/project/id.ts';
import type { Core } from '../core.ts';
import type { AccessKeysTable } from '../database/access-tables.ts';
import { type Selectable, sql } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { type HandlerTable, handleJson, handleVisit } from '../http/handler.ts';
import { countAttempt, forgiveAttempts } from './attempts.ts';
import type { Known } from './known.ts';
import { hashPassword, isPassword } from './password.ts';
import { setPassword } from './people.ts';
import { newAccessKey, tokenHash } from './token.ts';
import type { KnownPerson, Who } from './who.ts';

const KEY_COLUMNS = ['id', 'name', 'created_at', 'expires_at', 'last_used_at'] as const;

/** What people do about their own account. */
export function accountHandlers({ database }: Core, known: Known): HandlerTable {
  const { db } = database;
  return [
    handleJson(routes.changeMe, ({ body, who }) =>
      known.change(async (trx) => {
        await trx.updateTable('people').set({ name: body.name }).where('id', '=', self(who).id).execute();
        return {};
      }),
    ),
    handleVisit(routes.changePassword, async ({ body, who, visit }) => {
      const person = self(who);
      await countAttempt(database, person.userName, who.address);
      const row = await db.selectFrom('people').select('password').where('id', '=', person.id).executeTakeFirst();
      if (!(await isPassword(body.current, row?.password)))
        throw new ApiError('password-wrong', 'The present password is another one.', { todo: 'Type it again.' });
      const password = await hashPassword(body.password);
      await known.change(async (trx) => {
        await forgiveAttempts(trx, person.userName, who.address);
        await setPassword(trx, person.id, password, visit.sessionToken);
      });
      return { value: {} };
    }),
    handleJson(routes.listAccessKeys, async ({ who }) => {
      const rows = await db
        .selectFrom('access_keys')
        .select(KEY_COLUMNS)
        .where('person_id', '=', self(who).id)
        .where('expires_at', '>', sql<Date>`now()`)
        .orderBy('created_at', 'desc')
        .execute();
      return { accessKeys: rows.map(accessKeyOf) };
    }),
    handleJson(routes.createAccessKey, async ({ body, who }) => {
      const key = newAccessKey();
      const row = await db
        .insertInto('access_keys')
        .values({
          id: newId('key'),
          person_id: self(who).id,
          name: body.name,
          key_hash: tokenHash(key),
          expires_at: sql<Date>`now() + make_interval(days => ${body.days})`,
        })
        .returning(KEY_COLUMNS)
        .executeTakeFirstOrThrow();
      return { accessKey: accessKeyOf(row), key };
    }),
    handleJson(routes.revokeAccessKey, ({ params: { accessKeyId }, who }) =>
      known.change(async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('access_keys')
          .where('id', '=', accessKeyId)
          .where('person_id', '=', self(who).id)
          .executeTakeFirst();
        if (numDeletedRows === 0n)
          throw new ApiError('access-key-unknown', `You have no access key ${accessKeyId}.`, {
            todo: 'It may have been revoked already: reload the list.',
          });
        return {};
      }),
    ),
  ];
}

/** The routes of an account are called by those who have one alone. */
function self({ person }: Who): KnownPerson {
  if (!person) throw new TypeError('a route of an account was called without one');
  return person;
}

function accessKeyOf(row: Pick<Selectable<AccessKeysTable>, (typeof KEY_COLUMNS)[number]>): AccessKey {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
