import type { StoredEdit } from '../../shared/api/project-replies.ts';
import { conflicts } from '../../shared/edits/conflicts.ts';
import { type EditEnvelope, simpleEdits } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { isSecretReference } from '../../shared/project/settings.ts';
import { ApiError } from '../http/api-error.ts';
import { applyPolitely } from './apply-politely.ts';
import { documentProblem } from './limits.ts';

export interface Merge {
  /** The document with everything up to now in it. */
  project: Project;
  envelopes: readonly EditEnvelope[];
  /** Who sends them: somebody's own earlier edits are no conflict. */
  clientId: string;
  /** What came after the revision that the envelopes were made on. */
  missed: readonly StoredEdit[];
}

/**
 * The document with the envelopes applied.
 * @throws {ApiError} `edit-conflict` when others have changed the same things meanwhile, `invalid-edit` when an edit fits
 * no document that its sender can have had.
 */
export async function merge({ project, envelopes, clientId, missed }: Merge): Promise<Project> {
  const others = missed.filter((stored) => stored.clientId !== clientId);
  let next = project;
  for (const envelope of envelopes) {
    const theirs = others.find((stored) => conflicts(envelope.edit, stored.envelope.edit));
    if (theirs) throw conflict(envelope, theirs.envelope.label, missed);
    try {
      next = await applyPolitely(next, envelope.edit);
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      if (others.length > 0) throw conflict(envelope, error.message, missed);
      throw new ApiError('invalid-edit', `"${envelope.label}" does not fit the project: ${error.message}`, {
        todo: 'Read the project again and make the change on it as it is now.',
        details: { editId: envelope.id, reason: error.code },
      });
    }
  }
  const problem = documentProblem(project, next);
  if (problem !== null)
    throw new ApiError('invalid-edit', problem, { todo: 'Split it up, or remove something first.' });
  return next;
}

/** The secrets that edits refer to, each once. */
export function secretsOf(envelopes: readonly EditEnvelope[]): Id[] {
  const ids = new Set<Id>();
  for (const edit of envelopes.flatMap((envelope) => simpleEdits(envelope.edit))) {
    const settings =
      edit.type === 'connection.create' || edit.type === 'connection.change'
        ? edit.connection.settings
        : edit.type === 'activity.create' || edit.type === 'activity.change'
          ? edit.activity.settings
          : edit.type === 'email.create' || edit.type === 'email.change'
            ? edit.email.settings
            : {};
    for (const value of Object.values(settings)) if (isSecretReference(value)) ids.add(value.secret);
  }
  return [...ids];
}

function conflict(envelope: EditEnvelope, theirs: string, missed: readonly StoredEdit[]): ApiError {
  return new ApiError(
    'edit-conflict',
    `"${envelope.label}" was not saved: somebody else has changed the same thing since. ${theirs}`,
    { todo: 'Look at what it is now, and make the change again if it is still wanted.', details: { missed } },
  );
}
