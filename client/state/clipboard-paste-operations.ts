import { batch, type SimpleEdit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { actionsOf, type Operation } from '../../shared/project/operation.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { arrivals, arrivingName } from './clipboard-arrivals.ts';
import type { Clipboard } from './clipboard-data.ts';
import type { PasteMode, PastePlace, PastePlan } from './clipboard-paste.ts';

/**
 * Pastes operations. A copy has its own copies of the components; what was cut comes back as it was, with the components it
 * refers to. The place has been looked at.
 */
export function pasteOperations(
  project: Project,
  clipboard: Clipboard,
  operations: readonly Operation[],
  place: PastePlace,
  mode: PasteMode,
): PastePlan {
  if (place.kind === 'component') return refuse('An operation can’t stand inside another operation.');
  if (mode === 'reference') {
    const problem = referenceProblem(project, operations, place);
    if (problem !== null) return refuse(problem);
  }
  const arriving = arrivals(project, clipboard);
  const made: SimpleEdit[] = [];
  const idOf = new Map<Id, Id>();
  const names = Object.values(project.operations).map(({ name }) => name);
  const isCutHere = clipboard.way === 'cut' && clipboard.projectId === project.id;
  const pasted: string[] = [];

  for (const operation of operations) {
    const isThere = Object.hasOwn(project.operations, operation.id);
    if (
      place.kind === 'operation' &&
      isThere &&
      (mode === 'reference' || isCutHere) &&
      !placeOf(project, operation.id)
    ) {
      idOf.set(operation.id, operation.id);
      pasted.push(project.operations[operation.id]?.name ?? operation.name);
      continue;
    }
    const returns = isCutHere && !isThere;
    const id = returns ? operation.id : newId('opn');
    const name = arrivingName(operation.name, names);
    names.push(name);
    pasted.push(name);
    idOf.set(operation.id, id);
    const steps = operation.steps.map((step) => ({
      ...step,
      id: returns && findStep(project, step.id) === null ? step.id : newId('stp'),
      componentId: returns ? arriving.sameAs(step.componentId) : arriving.copyOf(step.componentId),
    }));
    made.push({
      type: 'operation.create',
      operation: { id, name, steps, ...settingsOf(project, clipboard, operation) },
    });
  }

  const created = new Set(made.flatMap((edit) => (edit.type === 'operation.create' ? [edit.operation.id] : [])));
  const placed = [...idOf.values()].map((operationId, index): SimpleEdit[] =>
    place.kind === 'operation'
      ? [{ type: 'operation.place', operationId, workflowId: place.workflowId, index: place.index + index }]
      : [],
  );
  const edits = [
    ...arriving.edits,
    ...made,
    ...placed.flat(),
    ...actions(project, clipboard, operations, idOf, created),
  ];
  return {
    ok: true,
    label: `Paste ${pasted.length === 1 ? pasted[0] : `${pasted.length} operations`}`,
    edit: batch(edits),
    select: [...idOf.values()].map((id) => ({ kind: 'operation', id })),
    rename: place.kind === 'components' && operations.length === 1,
    connections: arriving.connections,
  };
}

/** The options that come with an operation, and its schedule where that is in the project. */
function settingsOf(project: Project, { projectId }: Clipboard, { options, scheduleId }: Operation) {
  const isHere = projectId === project.id && scheduleId !== undefined && Object.hasOwn(project.schedules, scheduleId);
  return { ...(options ? { options } : {}), ...(isHere ? { scheduleId } : {}) };
}

/** The actions of the operations that are new: they run what was pasted with them, else what is in the project. */
function actions(
  project: Project,
  { projectId }: Clipboard,
  operations: readonly Operation[],
  idOf: ReadonlyMap<Id, Id>,
  created: ReadonlySet<Id>,
): SimpleEdit[] {
  return operations.flatMap((operation) => {
    const id = idOf.get(operation.id);
    if (id === undefined || !created.has(id)) return [];
    return actionsOf(operation).flatMap((action): SimpleEdit[] => {
      // An e-mail is shared, as a connection is: what is pasted into another project sends none.
      if (action.do.kind === 'send-email')
        return projectId === project.id && Object.hasOwn(project.emails, action.do.emailId)
          ? [{ type: 'action.add', operationId: id, action }]
          : [];
      const wanted = action.do.operationId;
      const isThere = projectId === project.id && Object.hasOwn(project.operations, wanted);
      const operationId = idOf.get(wanted) ?? (isThere ? wanted : undefined);
      if (operationId === undefined) return [];
      return [{ type: 'action.add', operationId: id, action: { ...action, do: { ...action.do, operationId } } }];
    });
  });
}

function referenceProblem(project: Project, operations: readonly Operation[], place: PastePlace): string | null {
  if (place.kind === 'components') return 'A reference stands in a workflow: paste it on the canvas.';
  for (const { id, name } of operations) {
    const now = project.operations[id];
    if (!now) return `${name} is no longer in the project, and can only be pasted as a copy.`;
    if (placeOf(project, id))
      return `${now.name} already stands in a workflow, and an operation stands in one at most once. Paste it as a copy.`;
  }
  return null;
}

function refuse(reason: string): PastePlan {
  return { ok: false, reason };
}
