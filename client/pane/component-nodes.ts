import { type GlobalVariable, globalsOf } from '../../shared/checks/globals.ts';
import { remember } from '../../shared/checks/remember.ts';
import type { Descriptor } from '../../shared/connector.ts';
import type { Group, GroupMember } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import { CATEGORIES, CATEGORY_NAMES, type Category } from '../state/menu-target.ts';
import { byName, nameOrder } from './by-name.ts';
import { activityNode, endpointNodes, sameList } from './endpoint-nodes.ts';
import type { PaneNode } from './node.ts';

/** How a category lists what stands in it, and what it teaches while that is nothing. */
interface Listing {
  /** What it counts. */
  of: (project: Project) => object;
  nodes: (project: Project, descriptors: readonly Descriptor[]) => readonly PaneNode[];
  /** Null while people have no way to make anything of it: then it does not show before there is something in it. */
  hint: string | null;
}

const CREATE_NEW = 'Use its menu’s Create new';

/** The categories whose kinds exist: another kind is one more row here, and one in `kinds.ts`. */
const LISTINGS: Readonly<Partial<Record<Category, Listing>>> = {
  groups: { of: ({ groups }) => groups, nodes: groupNodes, hint: 'Use a menu’s Add to group' },
  endpoints: { of: (project) => project.connections, nodes: endpointNodes, hint: 'Choose a connector in the palette' },
  operations: { of: (project) => project.operations, nodes: operationNodes, hint: 'Drag an activity onto the canvas' },
  variables: { of: (project) => project.variables, nodes: simpleNodes('variable'), hint: CREATE_NEW },
  'global-variables': { of: globalsOf, nodes: globalNodes, hint: null },
  emails: { of: (project) => project.emails, nodes: simpleNodes('email'), hint: CREATE_NEW },
  schedules: { of: (project) => project.schedules, nodes: simpleNodes('schedule'), hint: CREATE_NEW },
};

/**
 * The tree of the **Components** tab: the categories whose kinds exist, in the documented order, each with its count. What an
 * edit has not touched is the same object as before.
 */
export function componentNodes(project: Project, descriptors: readonly Descriptor[]): PaneNode[] {
  return CATEGORIES.flatMap((id) => {
    const listing = LISTINGS[id];
    return listing ? categoryNode(id, listing, project, descriptors) : [];
  });
}

const categories = remember<readonly PaneNode[], PaneNode>();

function categoryNode(
  id: Category,
  { of, nodes, hint }: Listing,
  project: Project,
  descriptors: readonly Descriptor[],
): PaneNode[] {
  const count = Object.keys(of(project)).length;
  const children = nodes(project, descriptors);
  if (count === 0 && hint === null) return [];
  const node = categories(children, [id, count], () => ({
    id: `category-${id}`,
    kind: 'category',
    name: CATEGORY_NAMES[id],
    category: id,
    item: null,
    isBranch: true,
    count,
    children: children.length > 0 ? children : [hintNode(`hint-${id}`, hint ?? '')],
  }));
  return [node];
}

function hintNode(id: string, name: string): PaneNode {
  return { id, kind: 'hint', name, item: null, children: [] };
}

let groupList: readonly PaneNode[] = [];

function groupNodes(project: Project, descriptors: readonly Descriptor[]): readonly PaneNode[] {
  const nodes = Object.values(project.groups)
    .toSorted(byName)
    .map((group) => groupNode(group, project, descriptors));
  groupList = sameList(groupList, nodes);
  return groupList;
}

const groups = remember<Group, PaneNode>();
const memberLists = new WeakMap<Group, readonly PaneNode[]>();

function groupNode(group: Group, project: Project, descriptors: readonly Descriptor[]): PaneNode {
  const members = sameList(
    memberLists.get(group),
    group.members.flatMap((member) => memberNode(member, project, descriptors) ?? []),
  );
  memberLists.set(group, members);
  return groups(group, [members], () => ({
    id: group.id,
    kind: 'group',
    name: group.name,
    item: null,
    isBranch: true,
    count: members.length,
    children:
      members.length > 0
        ? members.map((node) => ({ ...node, id: `${group.id}/${node.id}`, groupId: group.id }))
        : [hintNode(`hint-${group.id}`, 'Drag a component onto the group')],
  }));
}

/** The row that a component has in its category. */
function memberNode({ kind, id }: GroupMember, project: Project, descriptors: readonly Descriptor[]): PaneNode | null {
  switch (kind) {
    case 'operation': {
      const operation = project.operations[id];
      return operation ? operationNode(operation) : null;
    }
    case 'activity': {
      const activity = project.activities[id];
      return activity ? activityNode(activity, project, descriptors) : null;
    }
    case 'variable':
    case 'email':
    case 'schedule': {
      const component = project[RECORDS[kind]][id];
      return component ? simpleNode(kind, component) : null;
    }
  }
}

/** The kinds of which a category is a list of names. */
const RECORDS = { variable: 'variables', email: 'emails', schedule: 'schedules' } as const;
type SimpleKind = keyof typeof RECORDS;

const simpleLists = remember<object, readonly PaneNode[]>();
const simpleRows = remember<object, PaneNode>();

function simpleNodes(kind: SimpleKind) {
  const inOrder = nameOrder<{ id: Id; name: string }>();
  return (project: Project) => {
    const components = project[RECORDS[kind]];
    return simpleLists(components, [], () => inOrder(components).map((one) => simpleNode(kind, one)));
  };
}

function simpleNode(kind: SimpleKind, component: { id: Id; name: string }): PaneNode {
  const { id, name } = component;
  return simpleRows(component, [], () => ({ id, kind, name, item: { kind, id }, children: [] }));
}

const globalLists = remember<readonly GlobalVariable[], readonly PaneNode[]>();
const globalRows = new Map<string, PaneNode>();
let globalList: readonly PaneNode[] = [];

function globalNodes(project: Project): readonly PaneNode[] {
  const globals = globalsOf(project);
  return globalLists(globals, [], () => {
    globalList = sameList(globalList, globals.toSorted(byName).map(globalNode));
    return globalList;
  });
}

function globalNode({ name }: GlobalVariable): PaneNode {
  const row = globalRows.get(name) ?? { id: `global-${name}`, kind: 'global', name, item: null, children: [] };
  globalRows.set(name, row);
  return row;
}

const operationsByName = nameOrder<Operation>();
const operationLists = remember<Project['operations'], readonly PaneNode[]>();
const operationRows = remember<Operation, PaneNode>();

function operationNodes({ operations }: Project): readonly PaneNode[] {
  return operationLists(operations, [], () => operationsByName(operations).map(operationNode));
}

function operationNode(operation: Operation): PaneNode {
  const { id, name } = operation;
  return operationRows(operation, [], () => ({
    id,
    kind: 'operation',
    name,
    item: { kind: 'operation', id },
    children: [],
  }));
}
