import type { Id } from '../project/id.ts';
import type { Project } from '../project/project.ts';
import { demand, refuseExisting } from './demand.ts';
import type { SimpleEdit } from './edit.ts';
import { EditError } from './edit-error.ts';
import { withoutMember } from './group-edits.ts';
import { indexOf } from './operation-index.ts';
import type { Records } from './records.ts';
import { refuseNamed } from './variable-use.ts';

type ComponentEdit = Extract<SimpleEdit, { type: `variable.${string}` | `email.${string}` | `schedule.${string}` }>;

/** The project after an edit of its variables, e-mails or schedules. @throws {EditError} when the edit does not fit. */
export function applyToComponents(project: Project, edit: ComponentEdit, records: Records): Project {
  switch (edit.type) {
    case 'variable.create':
      refuseExisting(project.variables, edit.variable.id, 'variable', edit.variable.name);
      return { ...project, variables: records.with(project.variables, edit.variable.id, edit.variable) };
    case 'variable.change':
      demand(project.variables, edit.variable.id, 'variable');
      return { ...project, variables: records.with(project.variables, edit.variable.id, edit.variable) };
    case 'variable.delete': {
      const variable = demand(project.variables, edit.variableId, 'variable');
      refuseNamed(project, variable, edit.evenIfNamed === true);
      const left = withoutMember(project, { kind: 'variable', id: variable.id }, records);
      return { ...left, variables: records.without(left.variables, variable.id) };
    }

    case 'email.create':
      refuseExisting(project.emails, edit.email.id, 'e-mail', edit.email.name);
      return { ...project, emails: records.with(project.emails, edit.email.id, edit.email) };
    case 'email.change':
      demand(project.emails, edit.email.id, 'e-mail');
      return { ...project, emails: records.with(project.emails, edit.email.id, edit.email) };
    case 'email.delete': {
      const email = demand(project.emails, edit.emailId, 'e-mail');
      refuseUsed(project, email.id, `The e-mail "${email.name}" is sent by`);
      const left = withoutMember(project, { kind: 'email', id: email.id }, records);
      return { ...left, emails: records.without(left.emails, email.id) };
    }

    case 'schedule.create':
      refuseExisting(project.schedules, edit.schedule.id, 'schedule', edit.schedule.name);
      return { ...project, schedules: records.with(project.schedules, edit.schedule.id, edit.schedule) };
    case 'schedule.change':
      demand(project.schedules, edit.schedule.id, 'schedule');
      return { ...project, schedules: records.with(project.schedules, edit.schedule.id, edit.schedule) };
    case 'schedule.delete': {
      const schedule = demand(project.schedules, edit.scheduleId, 'schedule');
      refuseUsed(project, schedule.id, `The schedule "${schedule.name}" is the one of`);
      const left = withoutMember(project, { kind: 'schedule', id: schedule.id }, records);
      return { ...left, schedules: records.without(left.schedules, schedule.id) };
    }
  }
}

/** @throws {EditError} when an operation has a schedule, or sends an e-mail. */
function refuseUsed(project: Project, id: Id, what: string): void {
  const user = project.operations[indexOf(project.operations).userOf(id) ?? ''];
  if (user) throw new EditError('edit-in-use', `${what} the operation "${user.name}".`);
}
