import { addToOperation } from './add-to-operation.ts';
import { cancelRun } from './cancel-run.ts';
import type { Command } from './command.ts';
import { deleteComponent } from './delete.ts';
import { deploy } from './deploy.ts';
import { deployAndRun } from './deploy-and-run.ts';
import { duplicateWithCopies, duplicateWithReferences } from './duplicate.ts';
import { moveDown, moveUp } from './move-operation.ts';
import { moveLeft, moveRight } from './move-step.ts';
import { newWorkflow } from './new-workflow.ts';
import { addToWorkflow, pickUp } from './pick-up.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { run } from './run.ts';
import { redo, undo } from './undo.ts';
import { viewEdit } from './view-edit.ts';
import { viewLogs } from './view-logs.ts';

const all = [
  addToOperation,
  addToWorkflow,
  cancelRun,
  deleteComponent,
  deploy,
  deployAndRun,
  duplicateWithCopies,
  duplicateWithReferences,
  moveDown,
  moveLeft,
  moveRight,
  moveUp,
  newWorkflow,
  pickUp,
  redo,
  remove,
  rename,
  run,
  undo,
  viewEdit,
  viewLogs,
] as const satisfies readonly Command[];

const byId = new Map<string, Command>(all.map((command) => [command.id, command]));

/** Every command there is. */
export const commands: readonly Command[] = all;

/** @throws when there is no such command: the tables name only those that exist. */
export function commandOf(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`there is no command ${id}`);
  return command;
}
