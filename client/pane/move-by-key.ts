import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import type { PaneNode } from './node.ts';

/** Alt with an arrow moves a workflow or an operation up or down among its siblings. True when the key meant that. */
export function moveByKey(node: PaneNode, { key, altKey }: { key: string; altKey: boolean }): boolean {
  if (!altKey || !node.item || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
  const up = key === 'ArrowUp';
  if (node.kind !== 'operation' && node.kind !== 'workflow') return false;
  runCommand(commandOf(up ? 'move-up' : 'move-down'), { ...node.item, place: 'workflows' });
  return true;
}
