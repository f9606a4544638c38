import type { Id } from '../project/id.ts';
import { EditError } from './edit-error.ts';

/** The thing of an id. @throws {EditError} when there is none. */
export function demand<T>(record: Readonly<Record<Id, T>>, id: Id, kind: string): T {
  const found = Object.hasOwn(record, id) ? record[id] : undefined;
  if (found === undefined)
    throw new EditError('edit-target-missing', `The ${kind} is no longer in the project (${id}).`);
  return found;
}

/** @throws {EditError} when there is something of that id already. */
export function refuseExisting<T>(record: Readonly<Record<Id, T>>, id: Id, kind: string, name: string): void {
  if (Object.hasOwn(record, id))
    throw new EditError('edit-already-exists', `The project already has the ${kind} "${name}" (${id}).`);
}
