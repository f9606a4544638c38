import { allFields } from '../../shared/checks/fields.ts';
import type { Descriptor } from '../../shared/connector.ts';
import type { SnapshotChange } from '../../shared/project/snapshot-changes.ts';

const OTHER = {
  options: 'options changed',
  schedule: 'schedule changed',
  emails: 'e-mails changed',
  variables: 'variables changed',
} as const;

/** One change of an operation as a phrase. */
export function changeInWords(change: SnapshotChange, descriptors: readonly Descriptor[]): string {
  switch (change.kind) {
    case 'renamed':
      return `was “${change.from}”`;
    case 'step-added':
      return `step “${change.name}” added`;
    case 'step-removed':
      return `step “${change.name}” removed`;
    case 'steps-reordered':
      return 'steps in another order';
    case 'actions':
      return 'actions changed';
    case 'other':
      return OTHER[change.part];
    case 'activity':
    case 'connection': {
      const { kind, name, from } = change;
      const labels = labelsOf(change, descriptors);
      const renamed = from === null ? '' : ` (was “${from}”)`;
      return `${kind} “${name}”${renamed}${labels.length > 0 ? `: ${labels.join(', ')}` : from === null ? ' changed' : ''}`;
    }
  }
}

/** What the screens call the fields that changed. */
function labelsOf(change: Extract<SnapshotChange, { fields: string[] }>, descriptors: readonly Descriptor[]): string[] {
  const descriptor = descriptors.find(({ id }) => id === change.connector);
  const sections =
    change.kind === 'connection'
      ? descriptor?.connection.sections
      : descriptor?.activityTypes.find(({ id }) => id === change.type)?.screen.sections;
  const labels = new Map(allFields(sections ?? []).map(({ name, label }) => [name, label]));
  return [...new Set(change.fields.map((field) => labels.get(field) ?? field))];
}
