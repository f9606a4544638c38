import type { Designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { whyNotAllowed } from '../state/permission.ts';
import type { Command } from './command.ts';

/** Why a command can't be chosen now, as a sentence: one may not, or it is not possible. Null when it can be. */
export function whyNot(command: Command, target: MenuTarget, state: Designer): string | null {
  return whyNotAllowed(state, command.needs) ?? command.whyNot?.(target, state) ?? null;
}
