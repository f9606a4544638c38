import { expect, test } from 'vitest';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { problems } from '../checks/problems.ts';
import type { Project } from '../project/project.ts';
import type { ProjectVariable } from '../project/variable.ts';
import { isPredefined } from '../variables/known.ts';
import { apply } from './apply.ts';
import { batch, Edit } from './edit.ts';
import { inverse } from './inverse.ts';
import { variableChanges } from './rename-variable.ts';

const VARIABLE: ProjectVariable = { id: 'var_a', name: 'folder', required: false, hidden: false };

function naming(project: Project, key: string): Project {
  const activity = project.activities['act_put-0'];
  if (!activity) throw new Error('the sample has changed');
  return apply(project, {
    type: 'activity.change',
    activity: { ...activity, settings: { ...activity.settings, key } },
  });
}

const start = apply(sampleProject(1), { type: 'variable.create', variable: VARIABLE });

test('a variable that a field names can’t be deleted; one that none names can', () => {
  const named = naming(start, 'out/[folder]');
  expect(() => apply(named, { type: 'variable.delete', variableId: 'var_a' })).toThrow(
    'The variable "folder" is named by the activity "Put invoice 0".',
  );
  expect(apply(naming(named, '\\[folder]'), { type: 'variable.delete', variableId: 'var_a' }).variables).toEqual({});
});

test('to make a variable that was named before it was there can be undone', () => {
  const named = naming(sampleProject(1), 'out/[folder]');
  const create: Edit = { type: 'variable.create', variable: VARIABLE };
  const back = inverse(named, create);
  expect(Edit.parse(back)).toEqual(back);
  expect(apply(apply(named, create), back)).toEqual(named);
});

test('a variable that is renamed is named so wherever it is named, and undone as one', () => {
  const named = naming(start, 'out/[folder]{x}/folder');
  const edit = batch(variableChanges(named, { ...VARIABLE, name: 'place' }));
  const renamed = apply(named, edit);
  expect(renamed.activities['act_put-0']?.settings.key).toBe('out/[place]{x}/folder');
  expect(apply(renamed, inverse(named, edit))).toEqual(named);
});

test('two variables of one name, and one with the runtime’s, are problems; a hidden one with a default is no document', () => {
  const found = (...names: string[]) => {
    const edits = names.map((name, index) => ({
      type: 'variable.create' as const,
      variable: { ...VARIABLE, id: `var_${index}`, name },
    }));
    const project = apply(sampleProject(1), batch(edits));
    return problems(project, { descriptors: [], knownVariable: isPredefined })
      .filter(({ item }) => item.kind === 'variable')
      .map(({ message }) => message);
  };
  expect(found('a', 'A')).toEqual(['There is more than one variable named "A".']);
  expect(found('Date')).toEqual(['The project variable "Date" has the name of a Jitterbit variable.']);
  const hidden = { ...VARIABLE, hidden: true, defaultValue: 'secret' };
  expect(Edit.safeParse({ type: 'variable.create', variable: hidden }).success).toBe(false);
});
