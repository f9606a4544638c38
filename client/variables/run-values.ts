import type { Globals } from '../../shared/api/variables.ts';
import { type GlobalVariable, globalsOfSnapshots } from '../../shared/checks/globals.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { reachedFrom } from '../../shared/project/reached.ts';
import { snapshotOf } from '../../shared/project/snapshot.ts';

/** A global variable as it is asked for before a run. */
export interface AskedVariable {
  name: string;
  defaults: readonly string[];
  usedBy: readonly string[];
  /** The deployed operations do not name it, the design does; or the other way round; null: both do. */
  only: 'designed' | 'deployed' | null;
}

type Named = Pick<AskedVariable, 'name' | 'defaults' | 'usedBy'>;

/** What the operation, as it is designed, and those that its actions lead to name. */
export function designedGlobals(project: Project, operationId: Id): Named[] {
  const ids = [...reachedFrom(project, [operationId])].filter((id) => project.operations[id]);
  return globalsOfSnapshots(ids.map((id) => snapshotOf(project, id))).map(named);
}

function named({ name, defaults, usedBy }: GlobalVariable): Named {
  return { name, defaults, usedBy: usedBy.map((user) => user.name) };
}

/** The variables of the design and of what is deployed, each once, by name; with `deployed` null, those of the design. */
export function askedFor(designed: readonly Named[], deployed: readonly Named[] | null): AskedVariable[] {
  const before = new Map((deployed ?? designed).map((one) => [one.name, one]));
  const now = new Map(designed.map((one) => [one.name, one]));
  return [...new Set([...now.keys(), ...before.keys()])].sort().flatMap((name): AskedVariable[] => {
    const one = now.get(name) ?? before.get(name);
    if (!one) return [];
    const only = !before.has(name) ? 'designed' : !now.has(name) ? 'deployed' : null;
    return [{ ...one, only }];
  });
}

/** The values that are sent: what was left empty has its default. */
export function givenValues(asked: readonly AskedVariable[], typed: Readonly<Record<string, string>>): Globals {
  const given = asked.map(({ name }): [string, string] => [name, typed[name] ?? '']);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

const remembered = new Map<Id, Readonly<Record<string, string>>>();

/** The values that were typed for a project's variables in this session; they are kept nowhere else. */
export function rememberedValues(projectId: Id): Readonly<Record<string, string>> {
  return remembered.get(projectId) ?? {};
}

export function rememberValues(projectId: Id, values: Readonly<Record<string, string>>): void {
  remembered.set(projectId, { ...rememberedValues(projectId), ...values });
}
