import { FileCog, Layers, Plug, Workflow } from 'lucide-react';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Project } from '../../shared/project/project.ts';
import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { designer } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import type { Selected } from '../state/selected.ts';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import type { PaletteEntry } from './palette-entry.ts';

/** Made once: a project may have tens of thousands of places. */
const ICONS = {
  workflow: <Layers size={14} aria-hidden="true" />,
  operation: <Workflow size={14} aria-hidden="true" />,
  activity: <FileCog size={14} aria-hidden="true" />,
  connection: <Plug size={14} aria-hidden="true" />,
};

/** Where one can go in a project: its workflows, operations, activities and connections, by name; and a new connection. */
export function placeEntries(project: Project): PaletteEntry[] {
  const placed = project.workflows.flatMap((workflow, index) => [
    place({ kind: 'workflow', id: workflow.id }, workflow.name, 'Workflow'),
    ...workflow.operationIds.flatMap((id, at) => {
      const name = project.operations[id]?.name;
      return name === undefined
        ? []
        : [place({ kind: 'operation', id }, name, `${index + 1}.${at} · ${workflow.name}`)];
    }),
  ]);
  const standing = new Set(project.workflows.flatMap(({ operationIds }) => operationIds));
  const loose = Object.values(project.operations)
    .filter(({ id }) => !standing.has(id))
    .map(({ id, name }) => place({ kind: 'operation', id }, name, 'Operation in no workflow'));
  const activities = Object.values(project.activities).flatMap(({ id, name, connectionId }) => {
    const connection = project.connections[connectionId]?.name ?? '';
    return [place({ kind: 'activity', id }, name, `Activity · ${connection}`), screen({ kind: 'activity', id }, name)];
  });
  const connections = Object.values(project.connections).flatMap(({ id, name }) => [
    place({ kind: 'connection', id }, name, 'Connection'),
    screen({ kind: 'connection', id }, name),
  ]);
  return [...placed, ...loose, ...activities, ...connections, ...newConnections()];
}

function place(item: Selected & { kind: keyof typeof ICONS }, name: string, detail: string): PaletteEntry {
  return {
    id: `go:${item.id}`,
    title: name,
    detail,
    icon: ICONS[item.kind],
    shortcut: null,
    disabledReason: null,
    run: () => goTo(item, { focus: true }),
  };
}

/** Opens a configuration screen, as the command of the actions menu does. */
function screen(item: Selected & { kind: 'activity' | 'connection' }, name: string): PaletteEntry {
  const command = commandOf('view-edit');
  return {
    id: `open:${item.id}`,
    title: `${command.title}: ${name}`,
    detail: null,
    icon: ICONS[item.kind],
    shortcut: null,
    disabledReason: null,
    run: () => runCommand(command, { ...item, place: 'components' }),
  };
}

function newConnections(): PaletteEntry[] {
  return descriptors.map(({ id, name }) => ({
    id: `connect:${id}`,
    title: `New ${name} connection`,
    detail: null,
    icon: <ConnectorIcon connector={id} size={16} />,
    shortcut: null,
    disabledReason: null,
    run: () => designer.getState().openScreen({ kind: 'connection', connector: id, connectionId: null }),
  }));
}
