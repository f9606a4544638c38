import { routes } from '../../shared/api/routes.ts';
import type { Core } from '../core.ts';
import type { Queryable } from '../database/sql.ts';
import type { Environments } from '../environments/service.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';
import type { ValuePlace } from './queries.ts';

export function variableHandlers(
  { database, events, projects, variables }: Core,
  environments: Environments,
): HandlerTable {
  const placeOf = async (where: Queryable, projectId: string): Promise<ValuePlace> => {
    const { id } = await environments.of(where, projectId);
    return { projectId, environmentId: id };
  };
  return [
    handleJson(routes.listVariableValues, async ({ params: { projectId } }) => {
      const { project } = await projects.current(database.db, projectId);
      const place = await placeOf(database.db, projectId);
      return { values: await variables.list(database.db, place, project.variables) };
    }),
    handleJson(routes.setVariableValue, ({ params: { projectId, variableId }, body }) =>
      database.transaction(async (trx) => {
        const { project } = await projects.current(trx, projectId);
        // The edit that makes or hides the variable may still be on its way: then what the caller says counts.
        const hidden = body.hidden || project.variables[variableId]?.hidden === true;
        await variables.set(trx, await placeOf(trx, projectId), variableId, body.value, hidden);
        await events.publish(trx, projectId, { type: 'variable-values' });
        return {};
      }),
    ),
  ];
}
