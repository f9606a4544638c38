import type { Me } from '../../shared/api/access.ts';
import type { Queryable } from '../database/sql.ts';
import { levelIn, type Who } from './who.ts';

/** Who somebody is and what they may do. */
export async function meOf(where: Queryable, who: Pick<Who, 'person' | 'mayAll' | 'via'>): Promise<Me> {
  const access = who.via === 'open' ? 'open' : 'people';
  const isNobody = who.person === null && !who.mayAll;
  const rows = isNobody
    ? []
    : await where
        .selectFrom('environments')
        .select(['id', 'name', 'is_default'])
        .orderBy('is_default', 'desc')
        .orderBy('name')
        .execute();
  const environments = rows.flatMap(({ id, name, is_default: isDefault }) => {
    const level = levelIn(who, id);
    return level === null ? [] : [{ id, name, isDefault, level }];
  });
  const { person } = who;
  const known = person && {
    id: person.id,
    name: person.name,
    userName: person.userName,
    isAdministrator: person.isAdministrator,
  };
  return { access, person: known, mayAll: who.mayAll, environments };
}
