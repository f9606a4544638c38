import type { EnvironmentDetail } from '../../shared/api/administration.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Queryable, Transaction } from '../database/sql.ts';
import { inUse, named, unknown } from './refusals.ts';

/** Every environment with its agent group and its projects, the default one first. */
export async function listEnvironments(where: Queryable): Promise<EnvironmentDetail[]> {
  const rows = await where
    .selectFrom('environments')
    .innerJoin('agent_groups', 'agent_groups.id', 'environments.agent_group_id')
    .select([
      'environments.id',
      'environments.name',
      'environments.is_default',
      'agent_groups.id as group_id',
      'agent_groups.name as group_name',
      'agent_groups.kind',
    ])
    .orderBy('environments.is_default', 'desc')
    .orderBy('environments.name')
    .execute();
  const projects = await where
    .selectFrom('projects')
    .select(['id', 'name', 'environment_id'])
    .orderBy('name')
    .orderBy('id')
    .execute();
  const main = rows.find((row) => row.is_default)?.id ?? null;
  const within = Map.groupBy(projects, (project) => project.environment_id ?? main);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    isDefault: row.is_default,
    agentGroup: { id: row.group_id, name: row.group_name, kind: row.kind },
    projects: (within.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
  }));
}

/** @throws {ApiError} `name-taken`, `agent-group-unknown` */
export async function createEnvironment(
  trx: Transaction,
  { name, agentGroupId }: { name: string; agentGroupId: Id },
): Promise<Id> {
  await requireGroup(trx, agentGroupId);
  const id = newId('env');
  await named('environment', name, () =>
    trx.insertInto('environments').values({ id, name, agent_group_id: agentGroupId }).execute(),
  );
  return id;
}

/** @throws {ApiError} `environment-unknown`, `agent-group-unknown`, `name-taken` */
export async function changeEnvironment(
  trx: Transaction,
  id: Id,
  { name, agentGroupId }: { name?: string | undefined; agentGroupId?: Id | undefined },
): Promise<void> {
  await requireEnvironment(trx, id);
  if (agentGroupId !== undefined) {
    await requireGroup(trx, agentGroupId);
    await trx.updateTable('environments').set({ agent_group_id: agentGroupId }).where('id', '=', id).execute();
  }
  if (name !== undefined)
    await named('environment', name, () =>
      trx.updateTable('environments').set({ name }).where('id', '=', id).execute(),
    );
}

/** @throws {ApiError} `environment-unknown`, `in-use` */
export async function deleteEnvironment(trx: Transaction, id: Id): Promise<void> {
  const { is_default, name } = await requireEnvironment(trx, id);
  if (is_default)
    throw inUse(`"${name}" is the default environment: projects that were put into no other one live in it.`, {
      todo: 'Rename it, or give it another agent group, instead.',
    });
  const project = await trx.selectFrom('projects').select('name').where('environment_id', '=', id).executeTakeFirst();
  if (project)
    throw inUse(`The project "${project.name}" lives in the environment "${name}".`, {
      todo: 'Move its projects into another environment first.',
    });
  await trx.deleteFrom('variable_values').where('environment_id', '=', id).execute();
  await trx.deleteFrom('environments').where('id', '=', id).execute();
}

/** @throws {ApiError} `project-unknown`, `environment-unknown` */
export async function setProjectEnvironment(trx: Transaction, projectId: Id, environmentId: Id): Promise<void> {
  await requireEnvironment(trx, environmentId);
  const moved = await trx
    .updateTable('projects')
    .set({ environment_id: environmentId })
    .where('id', '=', projectId)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw unknown('project', projectId);
  await trx
    .updateTable('operation_schedules')
    .set({ environment_id: environmentId })
    .where('project_id', '=', projectId)
    .execute();
}

async function requireEnvironment(trx: Transaction, id: Id): Promise<{ is_default: boolean; name: string }> {
  const row = await trx
    .selectFrom('environments')
    .select(['is_default', 'name'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw unknown('environment', id);
  return row;
}

/** The group, locked against being deleted meanwhile. @throws {ApiError} `agent-group-unknown` */
export async function requireGroup(trx: Transaction, id: Id): Promise<{ id: Id; name: string }> {
  const row = await trx
    .selectFrom('agent_groups')
    .select(['id', 'name'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
  if (!row) throw unknown('agent-group', id);
  return row;
}
