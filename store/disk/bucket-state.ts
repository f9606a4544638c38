import { toOrder } from './key-order.ts';
import type { BlobRef, BucketEvent, ObjectRecord, PartRecord, UploadRecord } from './records.ts';
import { SortedKeys } from './sorted-keys.ts';

/** An upload in progress and the parts it has. */
export interface OpenUpload {
  readonly record: UploadRecord;
  readonly parts: Map<number, PartRecord>;
}

const NOTHING: readonly BlobRef[] = [];

function blobsOfUpload(upload: OpenUpload | undefined, except: readonly BlobRef[] = NOTHING): BlobRef[] {
  const kept = new Set(except.map(({ id }) => id));
  const all = upload === undefined ? [] : [...upload.parts.values()].flatMap(({ blobs }) => blobs);
  return all.filter(({ id }) => !kept.has(id));
}

/** What a bucket holds, as its log tells it. */
export class BucketState {
  name = '';
  created = 0;
  readonly objects = new Map<string, ObjectRecord>();
  readonly uploads = new Map<string, OpenUpload>();
  #keys: SortedKeys | undefined;

  /** The keys in listing order, each as `toOrder` writes it. Sorted at the first use, kept in order from then on. */
  get keys(): SortedKeys {
    this.#keys ??= SortedKeys.from([...this.objects.keys()].map(toOrder));
    return this.#keys;
  }

  #put(object: ObjectRecord): readonly BlobRef[] {
    const before = this.objects.get(object.key);
    this.objects.set(object.key, object);
    if (before === undefined) {
      this.#keys?.add(toOrder(object.key));
      return NOTHING;
    }
    const kept = new Set(object.blobs.map(({ id }) => id));
    return before.blobs.filter(({ id }) => !kept.has(id));
  }

  #endUpload(id: string, keeps: readonly BlobRef[]): readonly BlobRef[] {
    const upload = this.uploads.get(id);
    this.uploads.delete(id);
    return blobsOfUpload(upload, keeps);
  }

  /** Makes an event true and gives the blobs that nothing names any more. */
  apply(event: BucketEvent): readonly BlobRef[] {
    switch (event.type) {
      case 'bucket':
        this.name = event.name;
        this.created = event.created;
        return NOTHING;
      case 'put':
        return this.#put(event.object);
      case 'delete': {
        const before = this.objects.get(event.key);
        if (!this.objects.delete(event.key)) return NOTHING;
        this.#keys?.delete(toOrder(event.key));
        return before?.blobs ?? NOTHING;
      }
      case 'upload':
        this.uploads.set(event.upload.id, { record: event.upload, parts: new Map() });
        return NOTHING;
      case 'part': {
        const upload = this.uploads.get(event.uploadId);
        const before = upload?.parts.get(event.part.number);
        upload?.parts.set(event.part.number, event.part);
        return before?.blobs ?? NOTHING;
      }
      case 'complete':
        return [...this.#endUpload(event.uploadId, event.object.blobs), ...this.#put(event.object)];
      case 'abort':
        return this.#endUpload(event.uploadId, NOTHING);
    }
  }

  /** The fewest events that give this state. */
  *events(): Generator<BucketEvent> {
    yield { type: 'bucket', version: 1, name: this.name, created: this.created };
    for (const object of this.objects.values()) yield { type: 'put', object };
    for (const { record, parts } of this.uploads.values()) {
      yield { type: 'upload', upload: record };
      for (const part of parts.values()) yield { type: 'part', uploadId: record.id, part };
    }
  }

  /** The number of those events. */
  get eventCount(): number {
    let parts = 0;
    for (const upload of this.uploads.values()) parts += upload.parts.size;
    return 1 + this.objects.size + this.uploads.size + parts;
  }

  /** The ids of all blobs in use. */
  blobIds(): Set<string> {
    const ids = new Set<string>();
    for (const object of this.objects.values()) for (const { id } of object.blobs) ids.add(id);
    for (const upload of this.uploads.values()) for (const { id } of blobsOfUpload(upload)) ids.add(id);
    return ids;
  }
}
