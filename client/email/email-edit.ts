import type { Edit } from '../../shared/edits/edit.ts';
import type { Email } from '../../shared/project/email.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Settings } from '../../shared/project/settings.ts';

/** The edit that stores an e-mail: changes it where the project has it, and makes it where the project does not, or no longer does. */
export function emailEdit(project: Project, email: Email): { label: string; edit: Edit } {
  const { id, name } = email;
  return project.emails[id]
    ? { label: `Change e-mail ${name}`, edit: { type: 'email.change', email } }
    : { label: `Create e-mail ${name}`, edit: { type: 'email.create', email } };
}

/** What the e-mails of a project mostly have in common: through which server they go, and from whom. */
const SHARED_FIELDS = ['from', 'host', 'port', 'security', 'userName', 'password'] as const;

/** What a new e-mail begins with: the server of the e-mail that was made last; nothing when it is the first. */
export function freshSettings(project: Project): Settings {
  const last = Object.values(project.emails).at(-1);
  if (!last) return {};
  return Object.fromEntries(
    SHARED_FIELDS.flatMap((field) => {
      const value = last.settings[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
