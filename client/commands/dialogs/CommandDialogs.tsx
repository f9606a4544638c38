import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { VariableDialog } from '../../variables/VariableDialog.tsx';
import { AddToGroupDialog } from './AddToGroupDialog.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { DeleteRefusedDialog } from './DeleteRefusedDialog.tsx';
import { DeleteUnusedDialog } from './DeleteUnusedDialog.tsx';
import { DeployRefusedDialog } from './DeployRefusedDialog.tsx';
import { RunNextDialog } from './RunNextDialog.tsx';
import { RunUndeployedDialog } from './RunUndeployedDialog.tsx';

const ConfigurableDeployDialog = lazyPart(() => import('../../deploy/ConfigurableDeployDialog.tsx'));
const RunWithValuesDialog = lazyPart(() => import('../../variables/RunWithValuesDialog.tsx'));
const ProjectHistoryDialog = lazyPart(() => import('../../history/ProjectHistoryDialog.tsx'));
const ScheduleDialog = lazyPart(() => import('../../schedule/ScheduleDialog.tsx'));

/** The question or message that a command put before everything else. Loaded when there is the first one. */
export default function CommandDialogs({ dialog }: { dialog: CommandDialog }) {
  switch (dialog.kind) {
    case 'add-to-group':
      return <AddToGroupDialog dialog={dialog} />;
    case 'configurable-deploy':
      return <ConfigurableDeployDialog initial={dialog.ticked} />;
    case 'project-history':
      return <ProjectHistoryDialog />;
    case 'delete-unused':
      return <DeleteUnusedDialog dialog={dialog} />;
    case 'deploy-refused':
      return <DeployRefusedDialog dialog={dialog} />;
    case 'run-next':
      return <RunNextDialog dialog={dialog} />;
    case 'run-undeployed':
      return <RunUndeployedDialog dialog={dialog} />;
    case 'run-with-values':
      return <RunWithValuesDialog operationId={dialog.operationId} />;
    case 'variable':
      return <VariableDialog dialog={dialog} />;
    case 'schedule':
      return <ScheduleDialog dialog={dialog} />;
    case 'delete':
      return <DeleteDialog dialog={dialog} />;
    case 'delete-refused':
      return <DeleteRefusedDialog dialog={dialog} />;
  }
}
