import { activityTypeOf } from '../../shared/checks/activity-type.ts';
import { allFields, isVisible } from '../../shared/checks/fields.ts';
import { givenBy } from '../../shared/checks/patterns.ts';
import type { ActivityType, Descriptor } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { type Settings, textSetting } from '../../shared/project/settings.ts';

/** What the steps before an activity give it, over all operations that use it. */
type Supply = 'unused' | 'supplied' | 'missing';

/**
 * What to say about needed fields that are left empty, by field name: that the preceding step's value is used, or that
 * no preceding step has one.
 */
export function needWarnings(
  type: ActivityType,
  settings: Settings,
  project: Project,
  activityId: Id,
  descriptors: readonly Descriptor[],
): ReadonlyMap<string, string> {
  const fields = allFields(type.screen.sections);
  const warnings = new Map<string, string>();
  for (const { field: name, member, warn } of type.needed) {
    const field = fields.find((candidate) => candidate.name === name && isVisible(candidate, settings, fields));
    if (!field || field.required || textSetting(settings, name) !== '') continue;
    const warning = wordsFor(supplyOf(member, project, activityId, descriptors), field.label, warn);
    if (warning !== null) warnings.set(name, warning);
  }
  return warnings;
}

function wordsFor(supply: Supply, label: string, warn: boolean): string | null {
  if (supply === 'missing') return `Enter the ${label}: no preceding step supplies one.`;
  if (!warn) return null;
  return supply === 'supplied'
    ? `Left empty: the ${label} of the preceding step is used.`
    : `Left empty: a preceding step has to supply the ${label}.`;
}

function supplyOf(member: string, project: Project, activityId: Id, descriptors: readonly Descriptor[]): Supply {
  let supply: Supply = 'unused';
  for (const { steps } of Object.values(project.operations))
    for (const [index, step] of steps.entries()) {
      if (step.componentId !== activityId) continue;
      const before = project.activities[steps[index - 1]?.componentId ?? ''];
      const typeBefore = before ? activityTypeOf(before, project, descriptors) : null;
      const response = before && typeBefore ? givenBy(typeBefore, before.settings) : [];
      if (!response.some((node) => node.name === member)) return 'missing';
      supply = 'supplied';
    }
  return supply;
}
