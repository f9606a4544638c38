import type { LogMessage } from '../../shared/runs/run.ts';
import type { RunUploadsTable } from '../database/run-tables.ts';
import type { Selectable } from '../database/sql.ts';

/** A row of `run_uploads`. */
export type UploadRow = Selectable<RunUploadsTable>;

const named = ({ intent: { bucket, key } }: UploadRow) => `to "${key}" in the bucket "${bucket}"`;

/** What a run's log says of an upload of its that was aborted after its end. */
export function abortedMessage(row: UploadRow): LogMessage {
  const text = `The multipart upload ${named(row)}, which the run had left open, was aborted.`;
  return { at: new Date().toISOString(), level: 'info', code: 'upload-aborted', text, stepId: row.intent.stepId };
}

/** The same of one that could not be looked for. */
export function maybeOpenMessage(row: UploadRow): LogMessage {
  const text = `An agent was lost while it began a multipart upload ${named(row)}: an empty one may be left open, which a lifecycle rule of the bucket can remove.`;
  return { at: new Date().toISOString(), level: 'info', code: 'upload-maybe-open', text, stepId: row.intent.stepId };
}

/** The same of one that stays open. */
export function givenUpMessage(row: UploadRow, why: string): LogMessage {
  const id = row.upload_id === null ? '' : ` ${row.upload_id}`;
  return {
    at: new Date().toISOString(),
    level: 'warning',
    code: 'upload-left-open',
    // The cut may go through a character, and half of one cannot be stored.
    text: `The multipart upload${id} ${named(row)}, which the run had left open, could not be aborted: ${why}`
      .slice(0, 4000)
      .toWellFormed(),
    todo: 'Abort it at the storage, or let a lifecycle rule of the bucket remove incomplete uploads.',
    stepId: row.intent.stepId,
  };
}
