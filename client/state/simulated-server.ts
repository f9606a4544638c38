import type { StoredEdit } from '../../shared/api/project-replies.ts';
import { apply } from '../../shared/edits/apply.ts';
import { conflicts } from '../../shared/edits/conflicts.ts';
import type { EditEnvelope } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import type { Project } from '../../shared/project/project.ts';
import { ApiError } from '../api/api-error.ts';

/** A server in memory that treats edits as the real one does: for tests of what happens in a browser. */
export function simulatedServer(start: Project) {
  const log: StoredEdit[] = [];
  let project = start;
  return {
    get project() {
      return project;
    },
    get revision() {
      return log.length;
    },
    listEdits: (after: number): StoredEdit[] => log.slice(after),
    sendEdits(clientId: string, baseRevision: number, edits: readonly EditEnvelope[]) {
      if (baseRevision > log.length) throw refusal('edit-conflict');
      const missed = log.slice(baseRevision);
      const known = new Set(log.map((stored) => stored.envelope.id));
      const fresh = edits.filter((envelope) => !known.has(envelope.id));
      const others = missed.filter((stored) => stored.clientId !== clientId).map((stored) => stored.envelope.edit);
      if (fresh.some((mine) => others.some((edit) => conflicts(mine.edit, edit)))) throw refusal('edit-conflict');
      try {
        project = fresh.reduce((next, { edit }) => apply(next, edit), project);
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
        throw refusal(others.length > 0 ? 'edit-conflict' : 'invalid-edit');
      }
      for (const envelope of fresh)
        log.push({ revision: log.length + 1, clientId, envelope, at: new Date(0).toISOString() });
      return { revision: log.length, missed };
    },
  };
}

function refusal(code: string): ApiError {
  return new ApiError({ code, status: code === 'edit-conflict' ? 409 : 422, message: 'refused' });
}
