import type { UploadBook, UploadNotes } from '../../../../shared/runs/payload.ts';
import type { EarlierUpload } from '../../../../shared/runs/uploads.ts';

/** A book of multipart uploads in memory, as a run's: what one attempt notes, the next one can take. */
export class UploadNotebook {
  readonly uploads = new Map<string, EarlierUpload>();
  /** What uploads are left to. */
  isLeft = false;
  #next = 0;

  /** The book of one more attempt. */
  attempt(): Required<UploadBook> {
    const untaken = new Set(this.uploads.keys());
    const intend: UploadBook['intend'] = async (plan) => {
      this.#next += 1;
      const id = `upl_${this.#next}`;
      const startedAt = new Date().toISOString();
      const intent = { ...plan, id, stepId: 'stp_1', connectionId: 'con_1', startedAt };
      this.uploads.set(id, { ...intent, parts: [], aborting: false });
      return this.#notesOf(id);
    };
    return {
      take: (bucket, key) =>
        [...this.uploads.values()].flatMap((upload) =>
          upload.bucket === bucket && upload.key === key && untaken.delete(upload.id)
            ? [{ upload: structuredClone(upload), notes: this.#notesOf(upload.id) }]
            : [],
        ),
      intend,
      noteDone: async (plan, result) => (await intend(plan)).ended(result),
    };
  }

  #notesOf(id: string): UploadNotes {
    const change = (more: (upload: EarlierUpload) => Partial<EarlierUpload>) => {
      const upload = this.uploads.get(id);
      if (upload) this.uploads.set(id, { ...upload, ...more(upload) });
    };
    return {
      begun: async (uploadId) => change(() => ({ uploadId })),
      part: (part) => change(({ parts }) => ({ parts: [...parts, part] })),
      kept: async () => undefined,
      mayAbort: async () => !this.isLeft,
      ended: (completed) => {
        if (completed) change(() => ({ completed, parts: [] }));
        else this.uploads.delete(id);
      },
    };
  }
}
