import { z } from 'zod';
import { Id } from './id.ts';
import { Name } from './name.ts';

/** The kinds of components that can be in a custom group. */
export const GroupMemberKind = z.enum(['operation', 'activity', 'variable', 'email', 'schedule']);
export type GroupMemberKind = z.infer<typeof GroupMemberKind>;

/** A component in a custom group. */
export const GroupMember = z.strictObject({ kind: GroupMemberKind, id: Id });
export type GroupMember = z.infer<typeof GroupMember>;

/**
 * A custom group: components that people want to see together. Organizational only: it changes nothing of what runs. A
 * component may be in many groups, and in each once.
 */
export const Group = z.strictObject({
  id: Id,
  name: Name,
  members: z.array(GroupMember).max(20_000),
});
export type Group = z.infer<typeof Group>;

/** Where a component stands in a group; -1 when it is not in it. */
export function memberIndex(group: Group, member: GroupMember): number {
  return group.members.findIndex(({ kind, id }) => kind === member.kind && id === member.id);
}

/** The groups that a component is in. */
export function groupsOf(groups: Readonly<Record<Id, Group>>, member: GroupMember): Group[] {
  return Object.values(groups).filter((group) => memberIndex(group, member) >= 0);
}
