import { type EditEnvelope, simpleEdits } from '../../shared/edits/edit.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Database } from '../database/connect.ts';
import { messageOf } from '../database/log.ts';
import type { Log } from '../log.ts';
import type { CurrentProject } from './documents.ts';
import { insertMilestone } from './milestones.ts';
import { upsertCheckpoint } from './queries.ts';

/** After so many simple edits a project's document is kept anew: what a start has to replay stays short. */
const EDITS_PER_CHECKPOINT = 50;

export interface Checkpoints {
  /** Counts edits that were stored, and keeps the document when there were enough. Returns at once. */
  consider(now: CurrentProject, edits: readonly EditEnvelope[]): void;
  /** Waits for what is being written. */
  settle(): Promise<void>;
}

/** Checkpoints are only a shortcut: written after the edit was acknowledged, and one that fails is tried again later. */
export function keepCheckpoints(database: Database, log: Log): Checkpoints {
  const counts = new Map<Id, number>();
  let writing: Promise<void> = Promise.resolve();

  const write = async ({ project, revision }: CurrentProject) => {
    try {
      await upsertCheckpoint(database.db, project, revision);
      await insertMilestone(database.db, project, revision);
    } catch (error) {
      log.warn({ err: messageOf(error), projectId: project.id }, 'A checkpoint of a project could not be written');
    }
  };

  return {
    consider: (now, edits) => {
      const { id } = now.project;
      const fresh = edits.reduce((sum, envelope) => sum + simpleEdits(envelope.edit).length, 0);
      const count = (counts.get(id) ?? 0) + fresh;
      counts.set(id, count < EDITS_PER_CHECKPOINT ? count : 0);
      if (count >= EDITS_PER_CHECKPOINT) writing = writing.then(() => write(now));
    },
    settle: () => writing,
  };
}
