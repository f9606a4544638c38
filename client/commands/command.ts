import type { LucideIcon } from 'lucide-react';
import type { Level } from '../../shared/access/level.ts';
import type { Designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';

/** Something that can be done with a thing: one row of menus, toolbar buttons and keys all come from this. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** What it takes in the environment of the project. Held in one place, {@link whyNot}, for every menu, button and key. */
  readonly needs: Level;
  readonly icon?: LucideIcon;
  /** As `Mod+Shift+Z`; `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly shortcut?: string;
  /** Other keys that mean the same. */
  readonly also?: readonly string[];
  /** Something is lost by it. */
  readonly danger?: boolean;
  /** Whether it is there at all for this target. */
  when(target: MenuTarget, state: Designer): boolean;
  /** Why it can't be done just now, by those who may; null when it can. */
  whyNot?(target: MenuTarget, state: Designer): string | null;
  run(target: MenuTarget, state: Designer): unknown;
}
