import { LEVEL_NAMES } from '../../../shared/access/level.ts';
import type { Levels } from '../../../shared/api/access.ts';
import { routes } from '../../../shared/api/routes.ts';
import type { Id } from '../../../shared/project/id.ts';
import { type AuditRule, type Look, noted } from '../rule.ts';

/** People and their levels, and what they do about their own account. Sign-ins are noted where they are decided. */
export function accessRules({ db }: Look): AuditRule[] {
  const personOf = async (id: Id) => {
    const row = await db.selectFrom('people').select('user_name').where('id', '=', id).executeTakeFirst();
    return row?.user_name ?? id;
  };
  const inWords = async (levels: Levels) => {
    const rows = await db.selectFrom('environments').select(['id', 'name']).orderBy('name').execute();
    const given = rows.flatMap(({ id, name }) => (levels[id] ? [`${LEVEL_NAMES[levels[id]]} in "${name}"`] : []));
    return given.length === 0 ? 'no environment' : given.join(', ');
  };
  return [
    noted(routes.createPerson, async ({ body }) => {
      const levels = await inWords(body.levels);
      return ({ isAdministrator }) => ({
        kind: 'person',
        what: isAdministrator ? 'Made the person, an administrator' : `Made the person, with ${levels}`,
        thing: body.userName,
      });
    }),
    noted(routes.changePerson, async ({ params, body }) => {
      const thing = await personOf(params.personId);
      const parts = [
        body.name === undefined ? null : `the name "${body.name}"`,
        body.userName === undefined ? null : `the user name "${body.userName}"`,
        body.isAdministrator === undefined ? null : body.isAdministrator ? 'an administrator' : 'no administrator',
        body.disabled === undefined ? null : body.disabled ? 'disabled' : 'not disabled',
        body.levels === undefined ? null : await inWords(body.levels),
      ];
      const what = parts.filter((part) => part !== null).join('; ');
      return () => (what === '' ? null : { kind: 'person', what: `Changed the person: ${what}`, thing });
    }),
    noted(routes.resetPassword, async ({ params }) => {
      const thing = await personOf(params.personId);
      return () => ({ kind: 'person', what: 'Reset the password of the person', thing });
    }),
    noted(routes.changeMe, ({ body }) => () => ({ kind: 'account', what: `Changed the own name to "${body.name}"` })),
    noted(routes.changePassword, () => () => ({ kind: 'account', what: 'Changed the own password' })),
    noted(routes.createAccessKey, ({ body }) => () => ({
      kind: 'account',
      what: `Made an access key that is good for ${body.days} ${body.days === 1 ? 'day' : 'days'}`,
      thing: body.name,
    })),
    noted(routes.revokeAccessKey, async ({ params }) => {
      const keys = db.selectFrom('access_keys').select('name').where('id', '=', params.accessKeyId);
      const thing = (await keys.executeTakeFirst())?.name;
      return () => ({ kind: 'account', what: 'Revoked an access key', thing });
    }),
  ];
}
