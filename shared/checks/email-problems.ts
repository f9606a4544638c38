import { EMAIL_SECTIONS } from '../email/screen.ts';
import type { Email } from '../project/email.ts';
import type { Project } from '../project/project.ts';
import { allFields, fieldProblems, type KnownVariable } from './fields.ts';
import type { Problem } from './problem.ts';
import { remember } from './remember.ts';
import { UNKNOWN_VARIABLE_FIX } from './variable-problems.ts';

const FIELDS = allFields(EMAIL_SECTIONS);
const ofEmail = remember<Email, Problem[]>();

/** What is wrong with the e-mails of a project. */
export function emailProblems(project: Project, knownVariable: KnownVariable): Problem[] {
  return Object.values(project.emails).flatMap((email) =>
    ofEmail(email, [knownVariable], () => problemsOf(email, knownVariable)),
  );
}

function problemsOf(email: Email, knownVariable: KnownVariable): Problem[] {
  return fieldProblems(FIELDS, email.settings, knownVariable).map(({ kind, message }) => ({
    code: kind === 'unknown-variable' ? 'unknown-variable' : 'email-invalid',
    severity: 'error',
    item: { kind: 'email', id: email.id },
    message: `The e-mail "${email.name}": ${message}`,
    fix: kind === 'unknown-variable' ? UNKNOWN_VARIABLE_FIX : 'Open the e-mail and mend the field.',
  }));
}
