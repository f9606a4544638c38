import { afterEach, expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { remove } from '../commands/remove.ts';
import { designer } from './designer.ts';

const { edit } = designer.getState();
afterEach(() => designer.setState({ project: null, selection: [], notices: [], edit }));

test('a thing is selected once, though keys walk over it again, and can be removed with the others', () => {
  const project = sampleProject(2);
  const [one, two] = Object.values(project.operations).map(({ id }) => ({ kind: 'operation' as const, id }));
  if (!one || !two) throw new Error('the sample has two operations');
  designer.setState({
    project,
    edit: (_, change) => {
      designer.setState({ project: apply(project, change) });
      return true;
    },
  });
  designer.getState().select([one, two, one]);
  expect(designer.getState().selection).toEqual([two, one]);
  remove.run({ ...one, place: 'canvas' }, designer.getState());
  expect(designer.getState().project?.workflows[0]?.operationIds).toEqual([]);
});
