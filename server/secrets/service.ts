import { type Id, newId } from '../../shared/project/id.ts';
import type { Queryable } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { open, type SecretKey, seal } from './cipher.ts';
import { insertSecret, type SealedSecret, selectSecretIds, selectSecrets } from './queries.ts';

/** Secrets at rest. Documents and deployments hold their ids alone. */
export interface Secrets {
  /** Encrypts and keeps a secret of a project that exists; the id stands for it from now on. */
  store(where: Queryable, projectId: Id, value: string): Promise<Id>;
  /**
   * The secrets in the clear, by id. For handing them to an agent, and for nothing else.
   * @throws {ApiError} `secret-unknown` when one is not a secret of this project, or cannot be decrypted.
   */
  reveal(where: Queryable, projectId: Id, ids: readonly Id[]): Promise<Map<Id, string>>;
  /** The first of the ids that is not a secret of this project, or null. */
  unknownOf(where: Queryable, projectId: Id, ids: readonly Id[]): Promise<Id | null>;
  /** Those of the ids that are not secrets of this project. */
  missingOf(where: Queryable, projectId: Id, ids: readonly Id[]): Promise<Id[]>;
}

export function createSecrets(key: SecretKey): Secrets {
  return {
    store: async (where, projectId, value) => {
      const id = newId('sec');
      const sealed = seal(key, value, context(projectId, id));
      await insertSecret(where, { id, project_id: projectId, key_id: key.id, sealed });
      return id;
    },
    reveal: async (where, projectId, ids) => {
      const rows = await selectSecrets(where, projectId, ids);
      const clear = new Map(rows.map((row) => [row.id, clearOf(key, row, projectId)]));
      const missing = ids.find((id) => !clear.has(id));
      if (missing !== undefined) throw unknownSecret(missing);
      return clear;
    },
    unknownOf: async (where, projectId, ids) => {
      const known = await selectSecretIds(where, projectId, ids);
      return ids.find((id) => !known.has(id)) ?? null;
    },
    missingOf: async (where, projectId, ids) => {
      const known = await selectSecretIds(where, projectId, ids);
      return ids.filter((id) => !known.has(id));
    },
  };
}

/** The refusal of a reference to a secret that the project does not have. */
export function unknownSecret(id: Id): ApiError {
  return new ApiError('secret-unknown', `The project has no secret ${id}.`, {
    todo: 'Open the connection, type the secret again and save.',
  });
}

/** Bound to its row: a sealed secret that is copied to another project or id can't be opened there. */
function context(projectId: Id, id: Id): string {
  return `${projectId}/${id}`;
}

function clearOf(key: SecretKey, row: SealedSecret, projectId: Id): string {
  try {
    return open(key, row.sealed, context(projectId, row.id));
  } catch (cause) {
    const why = row.key_id === key.id ? 'it was changed in the database' : 'it was encrypted with another key';
    throw new ApiError('secret-unknown', `The secret ${row.id} can't be decrypted: ${why}.`, {
      todo: 'Open the connection, type the secret again and save.',
      cause,
    });
  }
}
