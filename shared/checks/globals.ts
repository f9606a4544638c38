import type { Activity } from '../project/activity.ts';
import type { Connection } from '../project/connection.ts';
import type { Email } from '../project/email.ts';
import type { Id } from '../project/id.ts';
import type { Project } from '../project/project.ts';
import type { Snapshot } from '../project/snapshot.ts';
import { referencesIn } from '../variables/named.ts';
import type { Dependant } from './dependencies.ts';
import { remember } from './remember.ts';
import { isFreeForGlobals, takenKeys } from './variable-problems.ts';

/** A global variable: a name for which fields give a default, and which is no project or Jitterbit variable. */
export interface GlobalVariable {
  name: string;
  /** What stands in where nothing has set it, each once, in the order of the components. */
  defaults: readonly string[];
  /** The components that name it. */
  usedBy: readonly Dependant[];
}

/** What has texts in which variables may stand. */
interface Holders {
  activities: Readonly<Record<Id, Activity>>;
  connections: Readonly<Record<Id, Connection>>;
  emails?: Readonly<Record<Id, Email>> | undefined;
}

const ofProject = remember<Project['activities'], readonly GlobalVariable[]>();

/** The global variables that the components of a project name, by name. */
export function globalsOf(project: Project): readonly GlobalVariable[] {
  const { activities, connections, emails, variables } = project;
  return ofProject(activities, [connections, emails, variables], () => globalsIn([project], takenKeys(variables)));
}

/** The global variables that deployed operations name, by name. */
export function globalsOfSnapshots(snapshots: readonly Snapshot[]): readonly GlobalVariable[] {
  const variables = Object.assign({}, ...snapshots.map((snapshot) => snapshot.variables ?? {}));
  return globalsIn(snapshots, takenKeys(variables));
}

function globalsIn(all: readonly Holders[], taken: ReadonlySet<string>): readonly GlobalVariable[] {
  const found = new Map<string, { defaults: Set<string>; usedBy: Map<Id, Dependant> }>();
  const look = (kind: Dependant['kind'], holders: Readonly<Record<Id, Activity | Connection | Email>> = {}) => {
    for (const { id, name, settings } of Object.values(holders))
      for (const reference of referencesIn(settings)) {
        if (reference.fallback === undefined || !isFreeForGlobals(reference.name, taken)) continue;
        const entry = found.get(reference.name) ?? { defaults: new Set(), usedBy: new Map() };
        found.set(reference.name, entry);
        entry.defaults.add(reference.fallback);
        entry.usedBy.set(id, { kind, id, name });
      }
  };
  for (const { activities, connections, emails } of all) {
    look('activity', activities);
    look('connection', connections);
    look('email', emails);
  }
  return Array.from(found, ([name, { defaults, usedBy }]) => ({
    name,
    defaults: [...defaults],
    usedBy: [...usedBy.values()],
  })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
