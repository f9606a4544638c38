import type { ActivityType, Descriptor } from '../connector.ts';
import type { Activity } from '../project/activity.ts';
import type { Operation } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import { textSetting } from '../project/settings.ts';
import { activityTypeOf } from './activity-type.ts';
import type { CheckContext } from './check-context.ts';
import { error } from './error.ts';
import { allFields } from './fields.ts';
import { overwriteProblems } from './overwrite-problems.ts';
import { fittingWords, otherModeFix } from './pattern-words.ts';
import { checkPattern, givenBy, passesEach, symbolOf } from './patterns.ts';
import type { ItemReference, Problem } from './problem.ts';

/** What is wrong with an operation: the row of its steps, and what they are given. */
export function operationProblems(operation: Operation, project: Project, context: CheckContext): Problem[] {
  const item: ItemReference = { kind: 'operation', id: operation.id };
  if (operation.steps.length === 0)
    return [
      error(
        'operation-empty',
        item,
        `The operation "${operation.name}" has no step.`,
        'Drag an activity into it, or remove it.',
      ),
    ];
  const missing = operation.steps.filter((step) => !project.activities[step.componentId]);
  if (missing.length > 0)
    return missing.map((step) =>
      error(
        'component-missing',
        { kind: 'step', id: step.id, operationId: operation.id },
        `A step of the operation "${operation.name}" refers to an activity that is not in the project.`,
        'Remove the step.',
      ),
    );
  const types = operation.steps.map((step) => {
    const activity = project.activities[step.componentId];
    return activity ? activityTypeOf(activity, project, context.descriptors) : null;
  });
  const known = types.filter((type) => type !== null);
  if (known.length < types.length) return [];
  return [
    ...patternProblems(operation, project, known, context.descriptors),
    ...suppliedProblems(operation, project, known),
    ...overwriteProblems(operation, project, known),
  ];
}

function patternProblems(
  operation: Operation,
  project: Project,
  types: readonly ActivityType[],
  descriptors: readonly Descriptor[],
): Problem[] {
  const check = checkPattern(types.map((type, index) => symbolOf(type, settingsOf(operation, index, project))));
  if (check.ok) return [];
  const own = descriptors.filter(({ activityTypes }) => activityTypes.some((type) => types.includes(type)));
  const fits = fittingWords(
    check.fitting,
    own.flatMap(({ activityTypes }) => activityTypes),
  );
  const step = operation.steps[check.index];
  if (!step)
    return [
      error(
        'operation-pattern',
        { kind: 'operation', id: operation.id },
        `The operation "${operation.name}" ends too early: after its last step there must be ${fits}.`,
        `Add ${fits} at its right end.`,
      ),
    ];
  const name = project.activities[step.componentId]?.name ?? '';
  const [first] = types;
  const fix = first && check.otherMode ? otherModeFix(first, check.otherMode) : undefined;
  return [
    error(
      'operation-pattern',
      { kind: 'step', id: step.id, operationId: operation.id },
      `The step "${name}" breaks the operation's pattern: what fits there is ${fits}.`,
      fix ?? 'Move or remove the step.',
    ),
  ];
}

function settingsOf(operation: Operation, index: number, project: Project): Activity['settings'] {
  return project.activities[operation.steps[index]?.componentId ?? '']?.settings ?? {};
}

function suppliedProblems(operation: Operation, project: Project, types: readonly ActivityType[]): Problem[] {
  return operation.steps.flatMap((step, index) => {
    const activity = project.activities[step.componentId];
    const type = types[index];
    if (!activity?.configured || !type) return [];
    const before = types[index - 1];
    const settingsBefore = settingsOf(operation, index - 1, project);
    const preceding = before ? givenBy(before, settingsBefore) : [];
    const isEach = before !== undefined && passesEach(before, settingsBefore);
    const item: ItemReference = { kind: 'step', id: step.id, operationId: operation.id };
    return type.needed.flatMap((needed): Problem[] => {
      if (textSetting(activity.settings, needed.field) !== '') return [];
      const field = allFields(type.screen.sections).find((candidate) => candidate.name === needed.field);
      const label = field?.label ?? needed.field;
      if (!preceding.some((node) => node.name === needed.member))
        return [
          error(
            'key-not-supplied',
            item,
            `"${activity.name}" has no ${label}, and no preceding step supplies one.`,
            `Open the activity and enter the ${label}.`,
          ),
        ];
      if (!needed.warn || isEach) return [];
      const message = `"${activity.name}" has no ${label}: the one of the preceding step is used.`;
      return [
        {
          code: 'key-not-supplied',
          severity: 'warning',
          item,
          message,
          fix: `Enter the ${label} if another one is meant.`,
        },
      ];
    });
  });
}
