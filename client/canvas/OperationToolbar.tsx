import { ChevronsDownUp, ChevronsUpDown, CircleStop, CloudUpload, Play, Settings } from 'lucide-react';
import type { Id } from '../../shared/project/id.ts';
import { ActionsButton } from '../commands/ActionsButton.tsx';
import { cancelRun } from '../commands/cancel-run.ts';
import { deploy } from '../commands/deploy.ts';
import { deployAndRun } from '../commands/deploy-and-run.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { run } from '../commands/run.ts';
import { settings } from '../commands/settings.ts';
import { runningOf } from '../commands/targets.ts';
import { useDesigner } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { FirstRunHint } from './FirstRunHint.tsx';
import styles from './OperationNode.module.css';
import { ScheduleMark } from './ScheduleMark.tsx';

interface OperationToolbarProps {
  operationId: Id;
  name: string;
  collapsed: boolean;
  /** Whether the Tab key reaches the buttons: on the current operation only. */
  reachable: boolean;
}

/** An operation's tools, top right. */
export function OperationToolbar({ operationId, name, collapsed, reachable }: OperationToolbarProps) {
  const toggle = useDesigner((state) => state.toggleCollapsed);
  const isRunning = useDesigner((state) => runningOf(operationId, state) !== null);
  const target: MenuTarget = { kind: 'operation', id: operationId, place: 'canvas' };
  const tabIndex = reachable ? 0 : -1;
  const noWrite = useWhyNotAllowed('write');
  const noExecute = useWhyNotAllowed('execute');
  // Who may run and not deploy runs what is deployed.
  const start = noWrite === null ? deployAndRun : run;
  const main = isRunning ? cancelRun : start;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps clicks on the tools from selecting the operation anew
    // biome-ignore lint/a11y/useKeyWithClickEvents: the buttons take the keys
    <div className={`${styles.toolbar} nopan`} onClick={(event) => event.stopPropagation()}>
      <ScheduleMark operationId={operationId} tabIndex={tabIndex} />
      <IconButton
        label={deploy.title}
        icon={<CloudUpload size={16} aria-hidden="true" />}
        size="small"
        shortcut={deploy.shortcut}
        tabIndex={tabIndex}
        disabledReason={noWrite}
        onClick={() => runCommand(deploy, target)}
      />
      <FirstRunHint operationId={operationId} />
      <Button
        variant="ghost"
        size="small"
        icon={isRunning ? <CircleStop size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
        tabIndex={tabIndex}
        className={styles.main}
        disabledReason={noExecute}
        onClick={() => runCommand(main, target)}
      >
        {main.title}
      </Button>
      <IconButton
        label={settings.title}
        icon={<Settings size={16} aria-hidden="true" />}
        size="small"
        shortcut={settings.shortcut}
        tabIndex={tabIndex}
        onClick={() => runCommand(settings, target)}
      />
      <IconButton
        label={collapsed ? 'Expand' : 'Collapse'}
        icon={collapsed ? <ChevronsUpDown size={16} /> : <ChevronsDownUp size={16} />}
        size="small"
        aria-expanded={!collapsed}
        tabIndex={tabIndex}
        onClick={() => toggle(operationId)}
      />
      <ActionsButton target={target} name={name} tabIndex={tabIndex} />
    </div>
  );
}
