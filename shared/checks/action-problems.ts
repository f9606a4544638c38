import { CONDITION_LABEL } from '../project/action.ts';
import type { Id } from '../project/id.ts';
import { emailsSent, type Operation, runsNext } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import type { Problem } from './problem.ts';

/**
 * What is wrong with the actions of operations. Edits refuse all of these; a document that comes from elsewhere, such as
 * one that was imported, can have them.
 */
export function actionProblems(project: Project): Problem[] {
  const acting = Object.values(project.operations).filter((operation) => operation.actions !== undefined);
  if (acting.length === 0) return [];
  return [
    ...acting.flatMap((operation) => missingTargets(project, operation)),
    ...acting.flatMap((operation) => missingEmails(project, operation)),
    ...circles(project, acting),
  ];
}

function missingTargets(project: Project, operation: Operation): Problem[] {
  return runsNext(operation)
    .filter(({ operationId }) => !Object.hasOwn(project.operations, operationId))
    .map(({ condition }) => ({
      code: 'action-target-missing',
      severity: 'error',
      item: { kind: 'operation', id: operation.id },
      message: `The operation "${operation.name}" runs, ${CONDITION_LABEL[condition].toLowerCase()}, an operation that is not in the project.`,
      fix: `Remove its action ${CONDITION_LABEL[condition]}, or choose another operation.`,
    }));
}

function missingEmails(project: Project, operation: Operation): Problem[] {
  return emailsSent(operation)
    .filter(({ emailId }) => !Object.hasOwn(project.emails, emailId))
    .map(({ condition }) => ({
      code: 'action-target-missing',
      severity: 'error',
      item: { kind: 'operation', id: operation.id },
      message: `The operation "${operation.name}" sends, ${CONDITION_LABEL[condition].toLowerCase()}, an e-mail that is not in the project.`,
      fix: `Remove its action ${CONDITION_LABEL[condition]}, or choose another e-mail.`,
    }));
}

/** One problem for each circle, at the operation in which it was first found. Every operation is looked at once. */
function circles(project: Project, acting: readonly Operation[]): Problem[] {
  const done = new Set<Id>();
  return acting.flatMap((start) => {
    const found: Problem[] = [];
    const path: { id: Id; rest: Id[] }[] = [];
    const onPath = new Set<Id>();
    const enter = (id: Id) => {
      const operation = project.operations[id];
      if (!operation || done.has(id)) return;
      path.push({ id, rest: runsNext(operation).map((next) => next.operationId) });
      onPath.add(id);
    };
    enter(start.id);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        path.pop();
        onPath.delete(top.id);
        done.add(top.id);
      } else if (onPath.has(next)) {
        const circle = path.slice(path.findIndex((one) => one.id === next)).map((one) => one.id);
        found.push(circleProblem(project, [...circle, next]));
      } else enter(next);
    }
    return found;
  });
}

function circleProblem(project: Project, circle: readonly Id[]): Problem {
  const names = circle.map((id) => `"${project.operations[id]?.name ?? id}"`);
  return {
    code: 'action-circle',
    severity: 'error',
    item: { kind: 'operation', id: circle[0] ?? '' },
    message: `These operations run one another for ever: ${names.join(' → ')}.`,
    fix: 'Remove one of their actions.',
  };
}
