import type { ActivityType } from '../connector.ts';
import type { Operation } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import { type Settings, textSetting } from '../project/settings.ts';
import type { PredefinedVariable } from '../variables/known.ts';
import { variablesOf } from '../variables/template.ts';
import { error } from './error.ts';
import { allFields, fieldValue } from './fields.ts';
import { passesEach } from './patterns.ts';
import type { Problem } from './problem.ts';

/** The variables by which the names of what is written for one object differ from those for the next one. */
const DIFFERS = new Set<string>([
  'jitterbit.source.filename',
  'jitterbit.source.locator',
  'file',
  'sequence',
  'unique',
] satisfies PredefinedVariable[]);

/**
 * A step that runs once for each object of a list, and writes all of them to one place: each would overwrite the one before
 * it, and a move would lose all but the last.
 */
export function overwriteProblems(operation: Operation, project: Project, types: readonly ActivityType[]): Problem[] {
  const settingsOf = (index: number): Settings =>
    project.activities[operation.steps[index]?.componentId ?? '']?.settings ?? {};
  const list = types.findIndex((type, index) => passesEach(type, settingsOf(index)));
  const lister = types[list];
  if (!lister || isOne(lister, settingsOf(list))) return [];
  return operation.steps.flatMap((step, index): Problem[] => {
    const written = types[index]?.writes;
    const name = project.activities[step.componentId]?.name ?? '';
    if (index <= list || !written) return [];
    const settings = settingsOf(index);
    const key = textSetting(settings, written.key);
    const place = [written.bucket, written.key].filter((field) => field !== undefined);
    if (key === '' || place.some((field) => differs(textSetting(settings, field)))) return [];
    const fields = allFields(types[index]?.screen.sections ?? []);
    const label = fields.find((field) => field.name === written.key)?.label ?? written.key;
    return [
      error(
        'each-overwrites',
        { kind: 'step', id: step.id, operationId: operation.id },
        `"${name}" runs once for each listed object, and its ${label} is the same for all of them: each would overwrite the one before it.`,
        `Empty the ${label} to keep each object's own key, or name the object in it, such as out/[jitterbit.source.filename] or out/[sequence].`,
      ),
    ];
  });
}

function differs(text: string): boolean {
  return variablesOf(text).some((name) => DIFFERS.has(name));
}

/** Whether the list is set to give one object at most. */
function isOne({ each, screen }: ActivityType, settings: Settings): boolean {
  const field = allFields(screen.sections).find(({ name }) => name === each?.most);
  return field !== undefined && fieldValue(field, settings) === 1;
}
