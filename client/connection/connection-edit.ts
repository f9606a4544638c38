import type { Edit } from '../../shared/edits/edit.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Settings } from '../../shared/project/settings.ts';

/**
 * The one edit that saves a connection screen: it changes the connection where the project has it, and creates it where
 * the project does not, or no longer does.
 */
export function connectionEdit(
  project: Project,
  connector: string,
  connectionId: Id | null,
  saved: { name: string; settings: Settings },
): { label: string; edit: Edit; id: Id } {
  const id = connectionId ?? newId('con');
  const connection = { id, connector, name: saved.name, settings: saved.settings };
  const exists = project.connections[id] !== undefined;
  return {
    id,
    label: `${exists ? 'Change' : 'Create'} connection ${saved.name}`,
    edit: exists ? { type: 'connection.change', connection } : { type: 'connection.create', connection },
  };
}
