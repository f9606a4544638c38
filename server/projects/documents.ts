import type { Id } from '../../shared/project/id.ts';
import { Project } from '../../shared/project/project.ts';
import type { Queryable } from '../database/sql.ts';
import { applyPolitely } from './apply-politely.ts';
import { selectCheckpoint, selectEdits } from './queries.ts';

/** A project document with the number of the last edit in it. The document must not be changed: others share it. */
export interface CurrentProject {
  project: Project;
  revision: number;
}

/** How many documents are kept in memory: the least recently used one goes. */
const KEPT = 32;

/** The documents of projects: from memory where possible, caught up by replaying the edits that others stored. */
export interface Documents {
  /**
   * The document at a revision that `where` can see. Unless the project's row is locked it may be that of a later one:
   * others go on editing.
   */
  at(where: Queryable, projectId: Id, revision: number): Promise<CurrentProject>;
  /** Remembers a document whose transaction has committed. */
  remember(current: CurrentProject): void;
  forget(projectId: Id): void;
}

export function createDocuments(): Documents {
  const kept = new Map<Id, CurrentProject>();

  const remember = (current: CurrentProject) => {
    const { id } = current.project;
    const before = kept.get(id);
    kept.delete(id);
    kept.set(id, before && before.revision > current.revision ? before : current);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
  };

  return {
    remember,
    forget: (projectId) => void kept.delete(projectId),
    at: async (where, projectId, revision) => {
      const found = kept.get(projectId);
      if (found?.revision === revision) {
        remember(found);
        return found;
      }
      const start = found && found.revision < revision ? found : await checkpoint(where, projectId);
      if (start.revision >= revision) return start;
      const edits = await selectEdits(where, projectId, start.revision, revision);
      let { project } = start;
      for (const { envelope } of edits) project = await applyPolitely(project, envelope.edit);
      return { project, revision };
    },
  };
}

async function checkpoint(where: Queryable, projectId: Id): Promise<CurrentProject> {
  const row = await selectCheckpoint(where, projectId);
  if (!row) throw new Error(`the project ${projectId} has no checkpoint`);
  return { project: Project.parse(row.document), revision: row.revision };
}
