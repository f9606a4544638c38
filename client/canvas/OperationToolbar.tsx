import { ChevronsDownUp, ChevronsUpDown, CircleStop, CloudUpload, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { ActionsButton } from '../commands/ActionsButton.tsx';
import { cancelRun } from '../commands/cancel-run.ts';
import type { Command } from '../commands/command.ts';
import { deploy } from '../commands/deploy.ts';
import { deployAndRun } from '../commands/deploy-and-run.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { runningOf } from '../commands/targets.ts';
import { useDesigner } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { FirstRunHint } from './FirstRunHint.tsx';
import styles from './OperationNode.module.css';

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
  const tool = (command: Command, icon: ReactNode, className?: string) => (
    <IconButton
      label={command.title}
      icon={icon}
      size="small"
      shortcut={command.shortcut}
      tabIndex={tabIndex}
      className={className}
      onClick={() => runCommand(command, target)}
    />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps clicks on the tools from selecting the operation anew
    // biome-ignore lint/a11y/useKeyWithClickEvents: the buttons take the keys
    <div className={`${styles.toolbar} nopan`} onClick={(event) => event.stopPropagation()}>
      {tool(deploy, <CloudUpload size={16} aria-hidden="true" />)}
      <FirstRunHint operationId={operationId} />
      {isRunning
        ? tool(cancelRun, <CircleStop size={16} aria-hidden="true" />)
        : tool(deployAndRun, <Play size={16} aria-hidden="true" />, styles.main)}
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
