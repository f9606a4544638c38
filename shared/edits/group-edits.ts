import { componentsOf } from '../project/component.ts';
import { type Group, type GroupMember, groupsOf, memberIndex } from '../project/group.ts';
import type { Id } from '../project/id.ts';
import type { Project } from '../project/project.ts';
import type { SimpleEdit } from './edit.ts';
import { EditError } from './edit-error.ts';
import { insertAt, withoutIndex } from './lists.ts';
import type { Records } from './records.ts';

type GroupEdit = Extract<SimpleEdit, { type: `group.${string}` }>;

/** The project after an edit of its custom groups. @throws {EditError} when the edit does not fit. */
export function applyToGroups(project: Project, edit: GroupEdit, records: Records): Project {
  switch (edit.type) {
    case 'group.create': {
      const { group } = edit;
      if (Object.hasOwn(project.groups, group.id))
        throw new EditError('edit-already-exists', `The project already has the group "${group.name}" (${group.id}).`);
      const seen = new Set<string>();
      for (const member of group.members) {
        demandMember(project, member);
        if (seen.has(member.id))
          throw new EditError('edit-already-placed', `The group "${group.name}" names a component twice.`);
        seen.add(member.id);
      }
      return { ...project, groups: records.with(project.groups, group.id, group) };
    }
    case 'group.rename':
      return change(project, groupOf(project, edit.groupId), records, { name: edit.name });
    case 'group.delete':
      groupOf(project, edit.groupId);
      return { ...project, groups: records.without(project.groups, edit.groupId) };
    case 'group.add-member': {
      const group = groupOf(project, edit.groupId);
      demandMember(project, edit.member);
      if (memberIndex(group, edit.member) >= 0)
        throw new EditError('edit-already-placed', `It is in the group "${group.name}" already.`);
      return change(project, group, records, { members: insertAt(group.members, edit.index, edit.member) });
    }
    case 'group.remove-member':
      return without(project, groupOf(project, edit.groupId), edit.member, records);
  }
}

/** The edit that takes an edit of custom groups back. @throws {EditError} when that edit does not fit. */
export function inverseOfGroups(project: Project, edit: GroupEdit): SimpleEdit {
  switch (edit.type) {
    case 'group.create':
      return { type: 'group.delete', groupId: edit.group.id };
    case 'group.rename':
      return { ...edit, name: groupOf(project, edit.groupId).name };
    case 'group.delete':
      return { type: 'group.create', group: groupOf(project, edit.groupId) };
    case 'group.add-member':
      return { type: 'group.remove-member', groupId: edit.groupId, member: edit.member };
    case 'group.remove-member':
      return adding(groupOf(project, edit.groupId), edit.member);
  }
}

/** The project with a component taken out of all its groups, as is done before it is deleted. */
export function withoutMember(project: Project, member: GroupMember, records: Records): Project {
  return groupsOf(project.groups, member).reduce((next, group) => without(next, group, member, records), project);
}

/** The edits that put a component back into the groups it is in now, for after it was deleted and made again. */
export function memberships(project: Project, member: GroupMember): SimpleEdit[] {
  return groupsOf(project.groups, member).map((group) => adding(group, member));
}

function adding(group: Group, member: GroupMember): SimpleEdit {
  return { type: 'group.add-member', groupId: group.id, member, index: Math.max(0, memberIndex(group, member)) };
}

function without(project: Project, group: Group, member: GroupMember, records: Records): Project {
  const index = memberIndex(group, member);
  if (index < 0) throw new EditError('edit-target-missing', `It is no longer in the group "${group.name}".`);
  return change(project, group, records, { members: withoutIndex(group.members, index) });
}

function change(project: Project, group: Group, records: Records, changes: Partial<Group>): Project {
  return { ...project, groups: records.with(project.groups, group.id, { ...group, ...changes }) };
}

function groupOf(project: Project, id: Id): Group {
  const group = Object.hasOwn(project.groups, id) ? project.groups[id] : undefined;
  if (!group) throw new EditError('edit-target-missing', `The group is no longer in the project (${id}).`);
  return group;
}

function demandMember(project: Project, { kind, id }: GroupMember): void {
  if (!Object.hasOwn(componentsOf(project, kind), id))
    throw new EditError('edit-reference-missing', `The ${kind} is no longer in the project (${id}).`);
}
