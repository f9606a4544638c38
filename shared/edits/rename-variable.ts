import type { Project } from '../project/project.ts';
import type { Settings } from '../project/settings.ts';
import type { ProjectVariable } from '../project/variable.ts';
import { variablesNamedIn } from '../variables/named.ts';
import { renameReferences } from '../variables/template.ts';
import type { SimpleEdit } from './edit.ts';

/** The edits that change a variable; when that gives it another name, what names it names it so too. */
export function variableChanges(project: Project, variable: ProjectVariable): SimpleEdit[] {
  const from = project.variables[variable.id]?.name;
  const change: SimpleEdit = { type: 'variable.change', variable };
  if (from === undefined || from === variable.name) return [change];
  const renamed = <T extends { settings: Settings }>(things: Readonly<Record<string, T>>): T[] =>
    Object.values(things)
      .filter(({ settings }) => variablesNamedIn(settings).includes(from))
      .map((thing) => ({ ...thing, settings: renameIn(thing.settings, from, variable.name) }));
  return [
    change,
    ...renamed(project.activities).map((activity): SimpleEdit => ({ type: 'activity.change', activity })),
    ...renamed(project.connections).map((connection): SimpleEdit => ({ type: 'connection.change', connection })),
    ...renamed(project.emails).map((email): SimpleEdit => ({ type: 'email.change', email })),
  ];
}

function renameIn(settings: Settings, from: string, to: string): Settings {
  const text = (value: string) => renameReferences(value, from, to);
  const renamed = (value: Settings[string]): Settings[string] => {
    if (typeof value === 'string') return text(value);
    if (!Array.isArray(value)) return value;
    return value.map((row) => Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, text(cell)])));
  };
  return Object.fromEntries(Object.entries(settings).map(([field, value]) => [field, renamed(value)]));
}
