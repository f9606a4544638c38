import type { PersonDetail } from '../../shared/api/access.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Core } from '../core.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { type HandlerTable, handleJson, handleVisit } from '../http/handler.ts';
import type { Known } from './known.ts';
import { hashPassword } from './password.ts';
import { changePerson, insertPerson, lockPeople, selectPeople, setPassword } from './people.ts';
import { beginSession } from './sessions.ts';

/** People, for administrators. */
export function peopleHandlers({ database: { db } }: Core, known: Known): HandlerTable {
  return [
    handleJson(routes.listPeople, async () => ({ people: await selectPeople(db) })),
    handleVisit(routes.createPerson, async ({ body, who, visit }) => {
      const password = await hashPassword(body.password);
      return known.change(async (trx) => {
        const isFirst = !(await lockPeople(trx));
        // Two may want to be the first at once: the second one is a stranger.
        if (!isFirst && who.via === 'open')
          throw new ApiError('sign-in-required', 'Somebody else was made the first person just now.', {
            todo: 'Sign in.',
          });
        const id = await insertPerson(trx, { ...body, password, isAdministrator: isFirst || body.isAdministrator });
        if (!isFirst) return { value: await one(trx, id) };
        const token = await beginSession(trx, id);
        const now = sql<Date>`now()`;
        await trx.updateTable('people').set({ last_sign_in_at: now }).where('id', '=', id).execute();
        return { value: await one(trx, id), cookie: visit.begin(token) };
      });
    }),
    handleJson(routes.changePerson, ({ params: { personId }, body }) =>
      known.change(async (trx) => {
        await lockPeople(trx);
        await changePerson(trx, personId, body);
        return one(trx, personId);
      }),
    ),
    handleJson(routes.resetPassword, async ({ params: { personId }, body }) => {
      const password = await hashPassword(body.password);
      await known.change(async (trx) => {
        await setPassword(trx, personId, password);
      });
      return {};
    }),
  ];
}

async function one(where: Queryable, personId: Id): Promise<PersonDetail> {
  const [person] = await selectPeople(where, personId);
  if (!person) throw new Error(`the person ${personId} is not there`);
  return person;
}
