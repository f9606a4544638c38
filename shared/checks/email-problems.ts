import { EMAIL_SECTIONS } from '../email/screen.ts';
import type { Email } from '../project/email.ts';
import type { Project } from '../project/project.ts';
import { allFields, fieldProblems } from './fields.ts';
import type { Problem } from './problem.ts';
import { remember } from './remember.ts';

const FIELDS = allFields(EMAIL_SECTIONS);
const ofEmail = remember<Email, Problem[]>();

/** What is wrong with the e-mails of a project. */
export function emailProblems(project: Project, knownVariable: (name: string) => boolean): Problem[] {
  return Object.values(project.emails).flatMap((email) =>
    ofEmail(email, [knownVariable], () => problemsOf(email, knownVariable)),
  );
}

function problemsOf(email: Email, knownVariable: (name: string) => boolean): Problem[] {
  return fieldProblems(FIELDS, email.settings, knownVariable).map(({ kind, message }) => ({
    code: kind === 'unknown-variable' ? 'unknown-variable' : 'email-invalid',
    severity: 'error',
    item: { kind: 'email', id: email.id },
    message: `The e-mail "${email.name}": ${message}`,
    fix:
      kind === 'unknown-variable' ? 'Create the variable, or correct its name.' : 'Open the e-mail and mend the field.',
  }));
}
