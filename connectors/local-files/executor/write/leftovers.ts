import type { PinnedFolder } from '../folder/pinned-folder.ts';
import { isTemporary } from './new-file.ts';

/** What nobody has written to for so long is of an agent that was killed; a source that is read is never silent for so long. */
const DEAD_AFTER_MS = 3_600_000;
/** So often it is looked. */
const LOOK_EVERY_MS = 3_600_000;
/** So many folders are remembered. */
const MOST_FOLDERS = 1000;

const lookedAt = new Map<string, number>();

/** Removes what agents that were killed have left in a folder, now and then. That it cannot be done stops nobody. */
export async function removeLeftovers(folder: PinnedFolder, now: number = Date.now()): Promise<void> {
  const before = lookedAt.get(folder.path);
  if (before !== undefined && now - before < LOOK_EVERY_MS) return;
  if (lookedAt.size >= MOST_FOLDERS) lookedAt.clear();
  lookedAt.set(folder.path, now);
  try {
    for (const { name } of await folder.entries()) if (isTemporary(name)) await removeIfDead(folder, name, now);
  } catch {
    // What is left is tried again.
  }
}

async function removeIfDead(folder: PinnedFolder, name: string, now: number): Promise<void> {
  try {
    if (now - (await folder.look(name)).mtimeMs > DEAD_AFTER_MS) await folder.remove(name);
  } catch {
    // Another agent may have been faster, or it is another user's: the others are removed all the same.
  }
}
