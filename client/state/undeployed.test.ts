import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { difference } from '../../shared/edits/difference.ts';
import { batch, Edit } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import type { Project } from '../../shared/project/project.ts';
import { fingerprint, snapshotOf } from '../../shared/project/snapshot.ts';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { isUndeployed } from './undeployed.ts';

const AT = '2026-01-01T00:00:00.000Z';

function deployedOf(project: Project) {
  return Object.fromEntries(
    Object.keys(project.operations).map((operationId) => [
      operationId,
      {
        operationId,
        deploymentId: 'dep_1',
        fingerprint: fingerprint(snapshotOf(project, operationId)),
        deployedAt: AT,
      },
    ]),
  );
}

test('an operation is undeployed exactly while its design is another one, also after a restore', () => {
  fc.assert(
    fc.property(gestures, (made) => {
      const start = sampleProject(3);
      const deployed = deployedOf(start);
      let project = start;
      const look = () => {
        for (const id of Object.keys(project.operations)) {
          const isSame = deployed[id]?.fingerprint === fingerprint(snapshotOf(project, id));
          expect(isUndeployed({ project, deployed }, id)).toBe(!isSame);
        }
      };
      for (const seeds of made) {
        try {
          project = apply(project, Edit.parse(editFrom(project, seeds)));
        } catch (error) {
          if (!(error instanceof EditError)) throw error;
        }
        look();
      }
      const edits = difference(project, start);
      if (edits.length > 0) project = apply(project, batch(edits));
      look();
      for (const id of Object.keys(start.operations)) expect(isUndeployed({ project, deployed }, id)).toBe(false);
    }),
    { numRuns: 40 },
  );
});
