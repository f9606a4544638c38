import type { Dependant } from '../../shared/checks/dependencies.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';

/** A row of the dependencies view. */
export interface DependencyRow extends Dependant {
  /** Before an operation's name: `1.0`; absent when it is in no workflow. */
  number?: string;
}

/** The rows for things: operations by their number, those in no workflow last; everything else by name. */
export function dependencyRows(project: Project, things: readonly Dependant[]): DependencyRow[] {
  const places = things.some(({ kind }) => kind === 'operation') ? operationPlaces(project) : new Map<Id, Place>();
  return things
    .map((thing) => ({ thing, place: places.get(thing.id) }))
    .toSorted(
      (a, b) =>
        (a.place?.order ?? Number.POSITIVE_INFINITY) - (b.place?.order ?? Number.POSITIVE_INFINITY) ||
        collator.compare(a.thing.name, b.thing.name),
    )
    .map(({ thing, place }) => ({ ...thing, ...(place ? { number: place.number } : {}) }));
}

interface Place {
  number: string;
  order: number;
}

/** Where every operation stands, found in one pass. */
function operationPlaces(project: Project): ReadonlyMap<Id, Place> {
  const places = new Map<Id, Place>();
  for (const [workflowIndex, { operationIds }] of project.workflows.entries())
    for (const [index, id] of operationIds.entries())
      places.set(id, { number: `${workflowIndex + 1}.${index}`, order: places.size });
  return places;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
