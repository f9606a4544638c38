import { addToGroup } from './add-to-group.ts';
import { addToOperation } from './add-to-operation.ts';
import { cancelRun } from './cancel-run.ts';
import type { Command } from './command.ts';
import { configurableDeploy } from './configurable-deploy.ts';
import { copy } from './copy.ts';
import { createEmail } from './create-email.ts';
import { createSchedule } from './create-schedule.ts';
import { createVariable } from './create-variable.ts';
import { cut } from './cut.ts';
import { deleteComponent } from './delete.ts';
import { deleteGroup } from './delete-group.ts';
import { deleteUnused } from './delete-unused.ts';
import { deploy } from './deploy.ts';
import { deployAndRun } from './deploy-and-run.ts';
import { duplicateWithCopies, duplicateWithReferences } from './duplicate.ts';
import { duplicate } from './duplicate-component.ts';
import { exportProject } from './export-project.ts';
import { findOnCanvas } from './find-on-canvas.ts';
import { moveDown, moveLeft, moveRight, moveUp } from './move.ts';
import { newWorkflow } from './new-workflow.ts';
import { paste } from './paste.ts';
import { pasteAsReference } from './paste-as-reference.ts';
import { addToWorkflow, pickUp } from './pick-up.ts';
import { projectHistory } from './project-history.ts';
import { remove } from './remove.ts';
import { removeFromGroup } from './remove-from-group.ts';
import { rename } from './rename.ts';
import { run } from './run.ts';
import { runOnFail, runOnSuccess } from './run-next.ts';
import { runWithValues } from './run-with-values.ts';
import { settings } from './settings.ts';
import { testConnection } from './test-connection.ts';
import { redo, undo } from './undo.ts';
import { viewDependencies } from './view-dependencies.ts';
import { viewEdit } from './view-edit.ts';
import { viewLogs } from './view-logs.ts';

const all = [
  addToGroup,
  addToOperation,
  addToWorkflow,
  cancelRun,
  configurableDeploy,
  copy,
  createEmail,
  createSchedule,
  createVariable,
  cut,
  deleteComponent,
  deleteGroup,
  deleteUnused,
  deploy,
  deployAndRun,
  duplicate,
  duplicateWithCopies,
  duplicateWithReferences,
  exportProject,
  findOnCanvas,
  moveDown,
  moveLeft,
  moveRight,
  moveUp,
  newWorkflow,
  paste,
  pasteAsReference,
  pickUp,
  projectHistory,
  redo,
  remove,
  removeFromGroup,
  rename,
  run,
  runOnFail,
  runOnSuccess,
  runWithValues,
  settings,
  testConnection,
  undo,
  viewDependencies,
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
