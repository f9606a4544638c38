import type { AgentVariable } from '../../shared/api/agent-gateway.ts';
import type { VariableValue } from '../../shared/api/variables.ts';
import type { Id } from '../../shared/project/id.ts';
import type { DeployedVariable, ProjectVariable } from '../../shared/project/variable.ts';
import type { Queryable } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { open, type SecretKey, seal } from '../secrets/cipher.ts';
import { deleteValue, selectValues, upsertValue, type ValuePlace, type ValueRow } from './queries.ts';

/** The values of project variables, for each environment. They are no part of the design. */
export interface Variables {
  /**
   * Which variables have a value, with those that may be shown. A value that was hidden when it was set is never shown, nor is
   * that of a variable that is hidden now.
   */
  list(where: Queryable, place: ValuePlace, designed: Readonly<Record<Id, ProjectVariable>>): Promise<VariableValue[]>;
  /** Sets a value, or takes it away (null). The next run has it; nothing needs to be deployed. */
  set(where: Queryable, place: ValuePlace, variableId: Id, value: string | null, hidden: boolean): Promise<void>;
  /**
   * Variables with their values (or else their default values) in the clear. For handing them to an agent, and for nothing else.
   * @throws {ApiError} `secret-unknown` when a value can't be decrypted.
   */
  reveal(where: Queryable, place: ValuePlace, variables: readonly DeployedVariable[]): Promise<AgentVariable[]>;
}

export function createVariables(key: SecretKey): Variables {
  return {
    list: async (where, place, designed) => {
      const rows = await selectValues(where, place);
      return rows.flatMap((row): VariableValue[] => {
        const variable = designed[row.variable_id];
        const isHidden = row.hidden || variable?.hidden !== false;
        const value = isHidden ? null : clearOrNull(key, row);
        const changedAt = row.changed_at.toISOString();
        return [{ variableId: row.variable_id, changedAt, ...(value === null ? {} : { value }) }];
      });
    },
    set: async (where, place, variableId, value, hidden) => {
      if (value === null) return deleteValue(where, place, variableId);
      const ids = { project_id: place.projectId, environment_id: place.environmentId, variable_id: variableId };
      await upsertValue(where, { ...ids, hidden, key_id: key.id, sealed: seal(key, value, context(ids)) });
    },
    reveal: async (where, place, variables) => {
      if (variables.length === 0) return [];
      const rows = await selectValues(
        where,
        place,
        variables.map(({ id }) => id),
      );
      const values = new Map(rows.map((row) => [row.variable_id, row]));
      return variables.map(({ id, name, defaultValue, required, hidden }) => {
        const row = values.get(id);
        const value = row ? clearOf(key, row, name) : defaultValue;
        return { name, required, hidden: hidden || row?.hidden === true, ...(value === undefined ? {} : { value }) };
      });
    },
  };
}

type Ids = Pick<ValueRow, 'project_id' | 'environment_id' | 'variable_id'>;

/** Bound to its row: a sealed value that is copied to another place can't be opened there. */
function context(ids: Ids): string {
  return `${ids.project_id}/${ids.environment_id}/${ids.variable_id}`;
}

function clearOrNull(key: SecretKey, row: ValueRow): string | null {
  try {
    return open(key, row.sealed, context(row));
  } catch {
    return null;
  }
}

function clearOf(key: SecretKey, row: ValueRow, name: string): string {
  try {
    return open(key, row.sealed, context(row));
  } catch (cause) {
    const why = row.key_id === key.id ? 'it was changed in the database' : 'it was encrypted with another key';
    throw new ApiError('secret-unknown', `The value of the variable "${name}" can't be decrypted: ${why}.`, {
      todo: 'Open the variable, type its value again and save.',
      cause,
    });
  }
}
