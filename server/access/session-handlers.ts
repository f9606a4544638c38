import { routes } from '../../shared/api/routes.ts';
import type { Audit } from '../audit/service.ts';
import type { Core } from '../core.ts';
import { sql } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { type HandlerTable, handleJson, handleVisit } from '../http/handler.ts';
import { countAttempt, forgiveAttempts } from './attempts.ts';
import type { Known } from './known.ts';
import { meOf } from './me.ts';
import { isPassword } from './password.ts';
import { userNameOf } from './people.ts';
import { beginSession, endSession, personOfSession } from './sessions.ts';
import type { Who } from './who.ts';

/** Signing in and out. */
export function sessionHandlers({ database }: Core, known: Known, audit: Audit): HandlerTable {
  const { db } = database;
  const find = (userName: string) =>
    db
      .selectFrom('people')
      .select(['id', 'name', 'password', 'disabled'])
      .where(sql`lower(user_name)`, '=', sql`lower(${userName})`)
      .executeTakeFirst();
  return [
    handleJson(routes.me, ({ who }) => meOf(db, who)),
    handleVisit(routes.signIn, async ({ body, who, visit }) => {
      const userName = userNameOf(body.userName);
      await countAttempt(database, userName, who.address);
      const person = await find(userName);
      const isRight = await isPassword(body.password, person?.password);
      if (!person || !isRight || person.disabled) {
        // A user name that nobody has is not written down: it may be a password in the wrong field.
        const what = person ? 'Signing in was refused' : 'Signing in was refused: there is no such person';
        const visitor: Who = { ...who, person: null, via: who.via === 'open' ? 'open' : 'browser', accessKey: null };
        await audit.record(visitor, { kind: 'sign-in-failed', what }, person ? userName : null);
        throw new ApiError('sign-in-wrong', 'The user name or the password is wrong.', {
          todo: 'Type both again. An administrator can set a new password.',
        });
      }
      const token = await known.change(async (trx) => {
        await forgiveAttempts(trx, userName, who.address);
        if (visit.sessionToken !== null) await endSession(trx, visit.sessionToken);
        const now = sql<Date>`now()`;
        await trx.updateTable('people').set({ last_sign_in_at: now }).where('id', '=', person.id).execute();
        return beginSession(trx, person.id);
      });
      const found = await personOfSession(db, token);
      if (!found) throw new ApiError('sign-in-wrong', 'The user name or the password is wrong.');
      const signedIn: Who = {
        ...who,
        person: found.person,
        mayAll: found.person.isAdministrator,
        via: 'browser',
        accessKey: null,
      };
      await audit.record(signedIn, { kind: 'sign-in', what: 'Signed in' });
      return { value: await meOf(db, signedIn), cookie: visit.begin(token) };
    }),
    handleVisit(routes.signOut, async ({ who, visit }) => {
      const token = visit.sessionToken;
      if (token !== null && who.via === 'browser') {
        await known.change((trx) => endSession(trx, token));
        if (who.person) await audit.record(who, { kind: 'sign-out', what: 'Signed out' });
      }
      return { value: {}, cookie: visit.end() };
    }),
  ];
}
