import type { ActionCondition, DeedKind } from '../../../shared/project/action.ts';
import type { Id } from '../../../shared/project/id.ts';
import { emailsSent, type Operation, runsNext } from '../../../shared/project/operation.ts';
import type { Project } from '../../../shared/project/project.ts';

/** An operation that runs another one after its own run, or sends an e-mail, as the canvas draws it. */
export interface Link {
  /** The same as long as the action is: `opn_a.success`, `opn_a.fail.email`. */
  key: string;
  kind: DeedKind;
  condition: ActionCondition;
  fromId: Id;
  /** Of the other operation, or of the e-mail. */
  toId: Id;
  /** Where both stand among the operations drawn; null for an e-mail, and for an operation of another workflow, or of none. */
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
  return shown.flatMap((operation, fromRow): Link[] => {
    if (operation.actions === undefined) return [];
    const from = { fromId: operation.id, fromRow, fromName: nameOf(operation.id) };
    return [
      ...runsNext(operation).map(
        ({ condition, operationId }): Link => ({
          ...from,
          key: `${operation.id}.${condition}`,
          kind: 'run-operation',
          condition,
          toId: operationId,
          toRow: rows.get(operationId) ?? null,
          toName: nameOf(operationId),
        }),
      ),
      ...emailsSent(operation).map(
        ({ condition, emailId }): Link => ({
          ...from,
          key: `${operation.id}.${condition}.email`,
          kind: 'send-email',
          condition,
          toId: emailId,
          toRow: null,
          toName: project.emails[emailId]?.name ?? 'a missing e-mail',
        }),
      ),
    ];
  });
}
