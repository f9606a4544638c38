import pg from 'pg';
import { ApiError } from '../http/api-error.ts';

const WORDS = {
  environment: 'environment',
  'agent-group': 'agent group',
  agent: 'agent',
  project: 'project',
} as const;
type Kind = keyof typeof WORDS;

/** PostgreSQL's code for a value that must be unique and is there already. */
const UNIQUE_VIOLATION = '23505';

/** Does what gives a thing its name. @throws {ApiError} `name-taken` when another one has it, whatever its case */
export async function named<T>(kind: Kind, name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
    throw new ApiError('name-taken', `There is another ${WORDS[kind]} with the name "${name}".`, {
      todo: 'Choose another name.',
      cause: error,
    });
  }
}

export function unknown(kind: Kind, id: string): ApiError {
  return new ApiError(`${kind}-unknown`, `There is no ${WORDS[kind]} ${id}.`, {
    todo: 'It may have been removed meanwhile: reload the page.',
  });
}

export function inUse(message: string, more: { todo: string }): ApiError {
  return new ApiError('in-use', message, more);
}
