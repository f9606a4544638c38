import type { PinnedFolder } from '../folder/pinned-folder.ts';

interface Syncing {
  running: Promise<void>;
  /** Begins when the one that is running has ended. */
  next: Promise<void> | undefined;
}

const byPath = new Map<string, Syncing>();

/**
 * Has the names in a folder on disk. Those who ask while it is being done are served together by the next time: with many files at a
 * time, one for each would be what takes longest.
 */
export function syncFolder(folder: PinnedFolder): Promise<void> {
  const { path } = folder;
  const syncing = byPath.get(path);
  if (!syncing) return begin(folder);
  // What is running may have begun before the name was there. It is the first of those who wait whose folder is used: it stays open.
  syncing.next ??= syncing.running.then(
    () => begin(folder),
    () => begin(folder),
  );
  return syncing.next;
}

function begin(folder: PinnedFolder): Promise<void> {
  const { path } = folder;
  const syncing: Syncing = { running: folder.sync(), next: undefined };
  byPath.set(path, syncing);
  const ended = () => {
    if (!syncing.next) byPath.delete(path);
  };
  syncing.running.then(ended, ended);
  return syncing.running;
}
