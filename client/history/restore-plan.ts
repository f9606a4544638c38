import type { RevisionState } from '../../shared/api/history.ts';
import { difference } from '../../shared/edits/difference.ts';
import { MAX_BATCH, type SimpleEdit } from '../../shared/edits/edit.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { isSame } from '../../shared/project/same.ts';
import { isSecretReference, type Settings } from '../../shared/project/settings.ts';

/** What bringing an earlier design back does. */
export interface RestorePlan {
  /** Empty: the design is the same as it was. */
  edits: SimpleEdit[];
  /** More than one gesture can change. */
  isTooLarge: boolean;
  /** By kind of thing, those that change at all. */
  counts: readonly RestoreCount[];
  /** The names of what needs a secret typed again: the one of then is no longer kept. */
  secretless: readonly string[];
}

export interface RestoreCount {
  kind: string;
  /** How many come back, become what they were, and go. */
  back: number;
  changed: number;
  gone: number;
}

/** How to make a project what it was; nothing is changed yet. */
export function restorePlan(project: Project, { project: then, missingSecrets }: RevisionState): RestorePlan {
  const { target, secretless } = withKeptSecrets(then, project, new Set(missingSecrets));
  const edits = difference(project, target);
  return {
    edits,
    isTooLarge: edits.length > MAX_BATCH,
    counts: edits.length === 0 ? [] : countsOf(project, target),
    secretless,
  };
}

/** The design without references to secrets that are gone; where the same thing has another secret now, it keeps that one. */
function withKeptSecrets(then: Project, now: Project, missing: ReadonlySet<Id>) {
  if (missing.size === 0) return { target: then, secretless: [] };
  const secretless: string[] = [];
  const mended = <T extends { id: Id; name: string; settings: Settings }>(
    things: Readonly<Record<Id, T>>,
    present: Readonly<Record<Id, T>>,
  ): Record<Id, T> =>
    Object.fromEntries(
      Object.entries(things).map(([id, thing]) => {
        let isLost = false;
        const settings = Object.entries(thing.settings).flatMap(([field, value]) => {
          if (!isSecretReference(value) || !missing.has(value.secret)) return [[field, value] as const];
          const kept = present[id]?.settings[field];
          if (isSecretReference(kept) && !missing.has(kept.secret)) return [[field, kept] as const];
          isLost = true;
          return [];
        });
        if (isLost) secretless.push(thing.name);
        return [
          id,
          settings.every(([field, value]) => thing.settings[field] === value) && !isLost
            ? thing
            : { ...thing, settings: Object.fromEntries(settings) },
        ];
      }),
    );
  const target: Project = {
    ...then,
    connections: mended(then.connections, now.connections),
    activities: mended(then.activities, now.activities),
    emails: mended(then.emails, now.emails),
  };
  return { target, secretless };
}

const KINDS: readonly { kind: string; of(project: Project): Readonly<Record<Id, unknown>> }[] = [
  { kind: 'workflow', of: ({ workflows }) => Object.fromEntries(workflows.map((workflow) => [workflow.id, workflow])) },
  { kind: 'operation', of: ({ operations }) => operations },
  { kind: 'activity', of: ({ activities }) => activities },
  { kind: 'connection', of: ({ connections }) => connections },
  { kind: 'variable', of: ({ variables }) => variables },
  { kind: 'e-mail', of: ({ emails }) => emails },
  { kind: 'schedule', of: ({ schedules }) => schedules },
  { kind: 'group', of: ({ groups }) => groups },
];

function countsOf(now: Project, then: Project): RestoreCount[] {
  return KINDS.map(({ kind, of }) => {
    const [before, after] = [of(now), of(then)];
    const shared = Object.keys(after).filter((id) => Object.hasOwn(before, id));
    return {
      kind,
      back: Object.keys(after).length - shared.length,
      changed: shared.filter((id) => !isSame(before[id], after[id])).length,
      gone: Object.keys(before).length - shared.length,
    };
  }).filter(({ back, changed, gone }) => back + changed + gone > 0);
}

/** A count in words: `2 operations come back, 1 becomes what it was, 3 go`. */
export function countInWords({ kind, back, changed, gone }: RestoreCount): string {
  const parts = [
    back > 0 ? (back === 1 ? 'comes back' : 'come back') : null,
    changed > 0 ? (changed === 1 ? 'becomes what it was' : 'become what they were') : null,
    gone > 0 ? (gone === 1 ? 'goes' : 'go') : null,
  ];
  const numbers = [back, changed, gone];
  let isNamed = false;
  return parts
    .flatMap((part, index) => {
      if (part === null) return [];
      const number = numbers[index] ?? 0;
      const noun = isNamed ? '' : ` ${number === 1 ? kind : plural(kind)}`;
      isNamed = true;
      return [`${number}${noun} ${part}`];
    })
    .join(', ');
}

function plural(kind: string): string {
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
