import type { Id } from '../../shared/project/id.ts';

const KEY = 'sluice:last-project';

/** The project that was opened last in this browser; null when none is remembered. */
export function lastProject(): Id | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberLastProject(id: Id): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Storage is full or forbidden: the first project opens next time.
  }
}
