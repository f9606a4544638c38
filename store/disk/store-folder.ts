import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Bucket } from './bucket.ts';

/** The buckets of a data folder: `buckets/<name>/`, each with its log and its blobs. */
export class StoreFolder {
  readonly #buckets = new Map<string, Bucket>();
  readonly #folder: string;
  readonly #trash: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'buckets');
    this.#trash = join(dataDir, 'trash');
    rmSync(this.#trash, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    mkdirSync(this.#trash, { recursive: true, mode: 0o700 });
    for (const entry of readdirSync(this.#folder, { withFileTypes: true })) {
      // What a file manager may have left between the folders of the buckets is not ours.
      if (entry.isDirectory()) this.#buckets.set(entry.name, Bucket.open(join(this.#folder, entry.name)));
    }
  }

  get(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** In the order of their names. */
  all(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Makes a bucket; its folder appears whole or not at all. The name has been checked: it is safe as a folder's. */
  create(name: string, created: Date): Bucket {
    const made = join(this.#trash, `new-${randomBytes(8).toString('hex')}`);
    mkdirSync(made, { mode: 0o700 });
    Bucket.write(made, name, created);
    renameSync(made, join(this.#folder, name));
    const bucket = Bucket.open(join(this.#folder, name));
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** Deletes a bucket with all that is in it. */
  remove(bucket: Bucket): void {
    bucket.close();
    this.#buckets.delete(bucket.name);
    const gone = join(this.#trash, `gone-${randomBytes(8).toString('hex')}`);
    renameSync(join(this.#folder, bucket.name), gone);
    rm(gone, { recursive: true, force: true }).catch(() => {});
  }

  close(): void {
    for (const bucket of this.#buckets.values()) bucket.close();
  }
}
