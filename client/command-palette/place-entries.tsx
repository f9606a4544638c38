import { Braces, CalendarClock, FileCog, Layers, Mail, Plug, Workflow } from 'lucide-react';
import type { Descriptor } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { designer } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import { whyNotAllowed } from '../state/permission.ts';
import type { Selected } from '../state/selected.ts';
import type { SimpleKind } from '../state/simple-components.ts';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import type { PaletteEntry } from './palette-entry.ts';

/** Made once: a project may have tens of thousands of places. */
const ICONS = {
  workflow: <Layers size={14} aria-hidden="true" />,
  operation: <Workflow size={14} aria-hidden="true" />,
  activity: <FileCog size={14} aria-hidden="true" />,
  connection: <Plug size={14} aria-hidden="true" />,
  variable: <Braces size={14} aria-hidden="true" />,
  email: <Mail size={14} aria-hidden="true" />,
  schedule: <CalendarClock size={14} aria-hidden="true" />,
};

/** Where one can go in a project: its workflows, operations and components, by name; and new components. */
export function placeEntries(project: Project, descriptors: readonly Descriptor[]): PaletteEntry[] {
  const refusal = whyNotAllowed(designer.getState(), 'write');
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
  const simple = ([kind, all, detail]: (typeof SIMPLE)[number]) =>
    Object.values(all(project)).flatMap(({ id, name }) => [
      place({ kind, id }, name, detail),
      screen({ kind, id }, name),
    ]);
  return [
    ...placed,
    ...loose,
    ...activities,
    ...connections,
    ...SIMPLE.flatMap(simple),
    ...[...newConnections(descriptors), ...NEW].map((entry) => ({ ...entry, disabledReason: refusal })),
  ];
}

type Listed = Readonly<Record<Id, { id: Id; name: string }>>;

/** The kinds of components that stand on no canvas and need no other. */
const SIMPLE: readonly (readonly [SimpleKind, (project: Project) => Listed, string])[] = [
  ['variable', ({ variables }) => variables, 'Project variable'],
  ['email', ({ emails }) => emails, 'E-mail'],
  ['schedule', ({ schedules }) => schedules, 'Schedule'],
];

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
function screen(item: Selected & { kind: 'activity' | 'connection' | SimpleKind }, name: string): PaletteEntry {
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

/** New components, by the commands of their categories. */
const NEW: readonly PaletteEntry[] = (
  [
    ['variables', 'create-variable', 'New project variable', ICONS.variable],
    ['emails', 'create-email', 'New e-mail', ICONS.email],
    ['schedules', 'create-schedule', 'New schedule', ICONS.schedule],
  ] as const
).map(([category, command, title, icon]) => ({
  id: `new:${category}`,
  title,
  detail: null,
  icon,
  shortcut: null,
  disabledReason: null,
  run: () => runCommand(commandOf(command), { kind: 'category', id: category, place: 'components' }),
}));

function newConnections(descriptors: readonly Descriptor[]): PaletteEntry[] {
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
