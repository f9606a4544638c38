import type { ActionCondition } from '../../../shared/project/action.ts';
import type { Id } from '../../../shared/project/id.ts';
import { type Operation, runsNext } from '../../../shared/project/operation.ts';
import type { Project } from '../../../shared/project/project.ts';

/** An operation that runs another one after its own run, as the canvas draws it. */
export interface Link {
  /** The same as long as the action is: `opn_a.success`. */
  key: string;
  condition: ActionCondition;
  fromId: Id;
  toId: Id;
  /** Where both stand among the operations drawn; null when the other one stands in another workflow, or in none. */
  fromRow: number;
  toRow: number | null;
  /** E.g. `1.0 Copy invoices`; without the number when it is in no workflow. */
  fromName: string;
  toName: string;
}

/** The links that leave the operations of a workflow, in their order. */
export function linksOf(project: Project, shown: readonly Operation[]): Link[] {
  if (shown.every((operation) => operation.actions === undefined)) return [];
  const numbers = new Map(
    project.workflows.flatMap(({ operationIds }, workflow) =>
      operationIds.map((id, index) => [id, `${workflow + 1}.${index} `] as const),
    ),
  );
  const rows = new Map(shown.map(({ id }, index) => [id, index]));
  const nameOf = (id: Id) => `${numbers.get(id) ?? ''}${project.operations[id]?.name ?? 'a missing operation'}`;
  return shown.flatMap((operation, fromRow) =>
    runsNext(operation).map(({ condition, operationId }) => ({
      key: `${operation.id}.${condition}`,
      condition,
      fromId: operation.id,
      toId: operationId,
      fromRow,
      toRow: rows.get(operationId) ?? null,
      fromName: nameOf(operation.id),
      toName: nameOf(operationId),
    })),
  );
}
