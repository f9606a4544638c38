import type { Level } from '../../shared/access/level.ts';
import { useDesigner } from './designer.ts';
import { whyNotAllowed } from './permission.ts';

/** Why one may not do, in the open project, what takes a level; null when one may. */
export function useWhyNotAllowed(needed: Level): string | null {
  return useDesigner((state) => whyNotAllowed(state, needed));
}
