import type { Problem } from '../../shared/checks/problem.ts';
import { deploymentErrors } from '../../shared/checks/problems.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { reachedFrom } from '../../shared/project/reached.ts';

/** A row of the tree: a workflow, what is in no workflow, or an operation. */
export interface DeployNode {
  id: string;
  kind: 'workflow' | 'loose' | 'operation';
  /** E.g. `1.0 Copy invoices`. */
  name: string;
  /** Null: it can be deployed. */
  blocked: string | null;
  /** What keeps an operation from being deployed, its own and that of those its actions run. */
  problems: readonly Problem[];
  children: readonly DeployNode[];
  isBranch: boolean;
}

const LOOSE = 'loose';

/** The workflows with their operations, and those that are in none; `problems` are all of the project's. */
export function deployTree(project: Project, problems: readonly Problem[]): DeployNode[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const own = new Map<Id, readonly Problem[]>();
  const errorsOf = (id: Id) => {
    const found = own.get(id) ?? (errors.length === 0 ? [] : deploymentErrors(errors, project, id));
    own.set(id, found);
    return found;
  };
  const placed = new Set<Id>();
  const operation = (id: Id, title: string): DeployNode => {
    placed.add(id);
    const reached = errors.length === 0 ? [id] : [...reachedFrom(project, [id])];
    const wrong = new Set(reached.flatMap(errorsOf));
    const culprit = reached.find((one) => errorsOf(one).length > 0);
    return {
      id,
      kind: 'operation',
      name: title,
      blocked: culprit === undefined ? null : reasonOf(project, id, culprit, errorsOf(culprit)),
      problems: [...wrong],
      children: [],
      isBranch: false,
    };
  };
  const branch = (id: string, kind: 'workflow' | 'loose', name: string, children: DeployNode[]): DeployNode => ({
    id,
    kind,
    name,
    blocked: children.some((child) => child.blocked === null) ? null : 'There is nothing in it that can be deployed.',
    problems: [],
    children,
    isBranch: true,
  });
  const roots = project.workflows.map(({ id, name, operationIds }, number) =>
    branch(
      id,
      'workflow',
      `${number + 1} ${name}`,
      operationIds.flatMap((operationId, index) => {
        const found = project.operations[operationId];
        return found ? [operation(operationId, `${number + 1}.${index} ${found.name}`)] : [];
      }),
    ),
  );
  const loose = Object.values(project.operations)
    .filter(({ id }) => !placed.has(id))
    .map(({ id, name }) => operation(id, name));
  return loose.length === 0 ? roots : [...roots, branch(LOOSE, 'loose', 'In no workflow', loose)];
}

function reasonOf(project: Project, id: Id, culprit: Id, problems: readonly Problem[]): string {
  const [first] = problems;
  if (culprit !== id) return `It runs “${project.operations[culprit]?.name ?? ''}”, which can’t be deployed.`;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `${first?.message ?? ''}${more}`;
}

/** The operations at and under a node that can be deployed. */
export function deployable(node: DeployNode): Id[] {
  if (node.kind === 'operation') return node.blocked === null ? [node.id] : [];
  return node.children.flatMap(deployable);
}

/** Whether a node is ticked; `mixed` when some of what is under it is. */
export function tickOf(node: DeployNode, ticked: ReadonlySet<Id>): boolean | 'mixed' {
  const ids = deployable(node);
  const count = ids.filter((id) => ticked.has(id)).length;
  if (count === 0) return false;
  return count === ids.length ? true : 'mixed';
}

/** The ticks after a click on a node: all under it, or none when all were. */
export function toggled(node: DeployNode, ticked: ReadonlySet<Id>): Set<Id> {
  const next = new Set(ticked);
  const isAll = tickOf(node, ticked) === true;
  for (const id of deployable(node)) {
    if (isAll) next.delete(id);
    else next.add(id);
  }
  return next;
}

/** The nodes whose name has all words of a search, with what stands above and below them. */
export function matching(nodes: readonly DeployNode[], sought: string): DeployNode[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...nodes];
  const matches = ({ name }: DeployNode) => words.every((word) => name.toLowerCase().includes(word));
  return nodes.flatMap((node) => {
    if (matches(node)) return [node];
    const children = node.children.filter(matches);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}
