import { batch, type Edit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Group, type GroupMember, memberIndex } from '../../shared/project/group.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { nameKey, nameProblem } from '../../shared/project/name.ts';
import type { Project } from '../../shared/project/project.ts';
import { designer } from '../state/designer.ts';
import { nameOf } from '../state/item-name.ts';
import type { Selected } from '../state/selected.ts';

export interface GroupPlan {
  label: string;
  edit: Edit;
}

/** The components among some items that can be in a custom group, each once: a step stands for its component. */
export function membersOf(items: readonly Selected[], project: Project): GroupMember[] {
  const members = items.flatMap(({ kind, id }): GroupMember[] => {
    if (kind === 'step') {
      const step = findStep(project, id)?.step;
      return step ? [{ kind: step.kind, id: step.componentId }] : [];
    }
    return kind === 'workflow' || kind === 'connection' ? [] : [{ kind, id }];
  });
  return [...new Map(members.map((member) => [member.id, member])).values()];
}

/** Of some components, those that are not in a group yet. */
export function notIn(group: Group, members: readonly GroupMember[]): GroupMember[] {
  return members.filter((member) => memberIndex(group, member) < 0);
}

/** The edit that puts components into a group, at its end; null when the group is gone or has them all. */
export function planAdd(project: Project, groupId: Id, members: readonly GroupMember[]): GroupPlan | null {
  const group = project.groups[groupId];
  if (!group) return null;
  const added = notIn(group, members);
  if (added.length === 0) return null;
  const edits = added.map((member, offset) => ({
    type: 'group.add-member' as const,
    groupId,
    member,
    index: group.members.length + offset,
  }));
  return { label: `Add ${describe(added, project)} to ${group.name}`, edit: batch(edits) };
}

/** The edit that makes a group of components. */
export function planNewGroup(project: Project, name: string, members: readonly GroupMember[]): GroupPlan {
  return {
    label: `Add ${describe(members, project)} to ${name}`,
    edit: { type: 'group.create', group: { id: newId('cgr'), name, members: [...members] } },
  };
}

/** What is wrong with a new group's name, or null. */
export function groupNameProblem(project: Project, name: string): string | null {
  const problem = nameProblem(name);
  if (problem !== null) return problem;
  const isTaken = Object.values(project.groups).some((group) => nameKey(group.name) === nameKey(name));
  return isTaken ? `There is already a group named "${name}".` : null;
}

/** Some components in words: one by its name, several by their number. */
export function describe(members: readonly GroupMember[], project: Project): string {
  const [only] = members;
  return members.length === 1 && only ? (nameOf(only, project) ?? '') : `${members.length} components`;
}

/** Puts components into a group and says so; says why not when they are in it already. */
export function addToGroup(groupId: Id, members: readonly GroupMember[]): void {
  const { project, edit, announce, notify } = designer.getState();
  const group = project?.groups[groupId];
  if (!project || !group) return;
  const plan = planAdd(project, groupId, members);
  if (!plan) {
    const title = `${describe(members, project)} is in ${group.name} already`;
    notify({ tone: 'info', title });
    announce(`${title}.`);
  } else if (edit(plan.label, plan.edit)) announce(`${plan.label}: done.`);
}
