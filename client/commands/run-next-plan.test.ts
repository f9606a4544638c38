import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import type { Project } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { candidates, nextOf, planRunNext } from './run-next-plan.ts';

function runs(project: Project, from: string, to: string): Project {
  const plan = planRunNext(project, from, 'success', to);
  return plan ? apply(project, plan.edit) : project;
}

test('what is chosen is run, and something else once that is chosen', () => {
  const first = runs(sampleProject(3), 'opn_0', 'opn_1');
  expect(nextOf(first, 'opn_0', 'success')).toBe('opn_1');
  expect(nextOf(first, 'opn_0', 'fail')).toBeNull();
  expect(nextOf(runs(first, 'opn_0', 'opn_2'), 'opn_0', 'success')).toBe('opn_2');
  expect(planRunNext(first, 'opn_0', 'success', 'opn_1')).toBeNull();
});

test('candidates have their number and their workflow', () => {
  const project = apply(sampleProject(3), { type: 'operation.remove', operationId: 'opn_1' });
  expect(candidates(project, 'opn_0')).toEqual([
    { id: 'opn_2', title: '1.1 Copy invoices 2', where: 'Main' },
    { id: 'opn_1', title: 'Copy invoices 1', where: 'in no workflow' },
  ]);
});

test('every candidate can be chosen, and nothing else', () => {
  const links = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })), { maxLength: 12 });
  fc.assert(
    fc.property(links, fc.nat({ max: 7 }), (pairs, from) => {
      let project = sampleProject(8);
      for (const [a, b] of pairs)
        if (candidates(project, `opn_${a}`).some(({ id }) => id === `opn_${b}`))
          project = runs(project, `opn_${a}`, `opn_${b}`);
      const offered = candidates(project, `opn_${from}`).map(({ id }) => id);
      for (const id of Object.keys(project.operations)) {
        if (offered.includes(id)) expect(nextOf(runs(project, `opn_${from}`, id), `opn_${from}`, 'success')).toBe(id);
        else expect(() => runs(project, `opn_${from}`, id)).toThrow('for ever');
      }
    }),
  );
});
