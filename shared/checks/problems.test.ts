import fc from 'fast-check';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { editFrom, gestures } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { apply } from '../edits/apply.ts';
import type { Edit } from '../edits/edit.ts';
import { componentsOf } from '../project/component.ts';
import type { Project } from '../project/project.ts';
import type { CheckContext } from './check-context.ts';
import { usedBy } from './dependencies.ts';
import { Problem } from './problem.ts';
import { deploymentErrors, problems } from './problems.ts';

const CONTEXT: CheckContext = { descriptors, knownVariable: (name) => name === 'known' };

function codes(project: Project): string[] {
  return problems(project, CONTEXT).map((problem) => `${problem.severity} ${problem.code} ${problem.item.id}`);
}

function after(...edits: Edit[]): Project {
  return edits.reduce(apply, sampleProject(2));
}

function withSettings(settings: Record<string, string>, configured = true): Edit {
  const base = sampleProject(1).activities['act_get-0'];
  if (!base) throw new Error('the sample has changed');
  return { type: 'activity.change', activity: { ...base, settings, configured } };
}

test('a finished design has no problem', () => {
  expect(codes(sampleProject(3))).toEqual([]);
});

test('an empty workflow is a warning, an empty operation an error', () => {
  const project = after(
    { type: 'workflow.add', workflow: { id: 'wfl_new', name: 'New', operationIds: [] }, index: 1 },
    { type: 'operation.create', operation: { id: 'opn_new', name: 'New', steps: [] } },
  );
  expect(codes(project)).toEqual(['warning workflow-empty wfl_new', 'error operation-empty opn_new']);
});

test('the step that breaks the pattern is named; a row that ends too early is the operation’s own error', () => {
  expect(codes(after({ type: 'step.move', stepId: 'stp_put-0', operationId: 'opn_0', index: 0 }))).toContain(
    'error operation-pattern stp_put-0',
  );
  expect(codes(after({ type: 'step.remove', stepId: 'stp_put-0' }))).toEqual(['error operation-pattern opn_0']);
});

test('an activity that nobody has gone through is not configured', () => {
  expect(codes(after(withSettings({}, false)))).toEqual(['error activity-not-configured act_get-0']);
});

test('an unknown variable is named, a known one is none', () => {
  const screen = { bucketOptions: 'text', bucket: 'inbox' };
  expect(codes(after(withSettings({ ...screen, key: '[known]/a' })))).toEqual([]);
  const found = problems(after(withSettings({ ...screen, key: '[unknown]/a' })), CONTEXT);
  expect(found).toMatchObject([{ code: 'unknown-variable', message: expect.stringContaining('[unknown]') }]);
});

test('a Get without a key, where nothing supplies one, is an error at the step', () => {
  expect(codes(after(withSettings({ bucketOptions: 'text', bucket: 'inbox' })))).toEqual([
    'error key-not-supplied stp_get-0',
  ]);
});

test('names that differ only in case are the same name', () => {
  expect(codes(after({ type: 'operation.rename', operationId: 'opn_1', name: 'COPY invoices 0' }))).toEqual([
    'error name-not-unique opn_1',
  ]);
});

test('a connection without a secret keeps every operation that uses it from being deployed', () => {
  const connection = {
    id: 'con_finance',
    connector: 'amazon-s3',
    name: 'Finance S3',
    settings: { accessKeyId: 'AKIA' },
  };
  const project = after({ type: 'connection.change', connection });
  const all = problems(project, CONTEXT);
  expect(deploymentErrors(all, project, 'opn_0').map((problem) => problem.item.id)).toContain('con_finance');
  expect(deploymentErrors(all, project, 'opn_1').map((problem) => problem.item.id)).toContain('con_finance');
});

test('what an invalid connection breaks is said at each activity, and once to who deploys', () => {
  const connection = { id: 'con_finance', connector: 'amazon-s3', name: 'Finance S3', settings: {} };
  const project = after({ type: 'connection.change', connection });
  const all = problems(project, CONTEXT);
  expect(all.filter((problem) => problem.item.id === 'act_get-0').map((problem) => problem.message)).toEqual([
    'The activity "Get invoice 0" uses the connection "Finance S3", which is not valid.',
  ]);
  expect(new Set(deploymentErrors(all, project, 'opn_0').map((problem) => problem.item.id))).toEqual(
    new Set(['con_finance']),
  );
});

test('a document from elsewhere may name what is not there: each says so', () => {
  const project = sampleProject(1);
  const { 'act_put-0': _, ...activities } = project.activities;
  expect(codes({ ...project, activities })).toEqual(['error component-missing stp_put-0']);
  expect(codes({ ...project, connections: {} })).toEqual([
    'error activity-connection-missing act_get-0',
    'error activity-connection-missing act_put-0',
  ]);
});

test('the errors of one operation do not keep another from being deployed', () => {
  const project = after({ type: 'step.remove', stepId: 'stp_put-0' });
  const all = problems(project, CONTEXT);
  expect(deploymentErrors(all, project, 'opn_0')).toHaveLength(1);
  expect(deploymentErrors(all, project, 'opn_1')).toEqual([]);
});

test('whatever the design, every problem is well formed and names something that is there', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      let project = sampleProject(2);
      for (const one of seeds) {
        try {
          project = apply(project, editFrom(project, one));
        } catch {
          // What does not fit is left out.
        }
      }
      for (const problem of problems(project, CONTEXT)) {
        expect(Problem.parse(problem)).toEqual(problem);
        expect(isThere(project, problem)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

function isThere(project: Project, { item }: Problem): boolean {
  const { workflows, operations, connections } = project;
  if (item.kind === 'workflow') return workflows.some((workflow) => workflow.id === item.id);
  if (item.kind === 'step') return operations[item.operationId]?.steps.some((step) => step.id === item.id) === true;
  if (item.kind === 'connection') return connections[item.id] !== undefined;
  return componentsOf(project, item.kind)[item.id] !== undefined;
}

test('what is remembered of an earlier look is what a fresh look finds', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      let project = sampleProject(2);
      for (const one of seeds) {
        try {
          project = apply(project, editFrom(project, one));
        } catch {
          // What does not fit is left out.
        }
        expect(problems(project, CONTEXT)).toEqual(problems(structuredClone(project), CONTEXT));
      }
    }),
    { numRuns: 20 },
  );
});

test('something can be deleted exactly when nothing uses it', () => {
  fc.assert(
    fc.property(gestures, (seeds) => {
      let project = sampleProject(1);
      for (const one of seeds) {
        try {
          project = apply(project, editFrom(project, one));
        } catch {
          // What does not fit is left out.
        }
      }
      for (const id of Object.keys(project.activities))
        expect(isRefused(project, { type: 'activity.delete', activityId: id })).toBe(
          usedBy(project, { kind: 'activity', id }).length > 0,
        );
      for (const id of Object.keys(project.connections))
        expect(isRefused(project, { type: 'connection.delete', connectionId: id })).toBe(
          usedBy(project, { kind: 'connection', id }).length > 0,
        );
    }),
    { numRuns: 60 },
  );
});

function isRefused(project: Project, edit: Edit): boolean {
  try {
    apply(project, edit);
    return false;
  } catch {
    return true;
  }
}

test('a connector that is not there is said of its connections and activities, once each, and keeps them from being deployed', () => {
  const project = sampleProject(1);
  const none: CheckContext = { ...CONTEXT, descriptors: [] };
  const found = problems(project, none);
  expect(found.map(({ code }) => code)).toEqual(['connector-unknown', 'connector-unknown', 'connector-unknown']);
  expect(found[0]?.message).toContain('Unknown connector');
  expect(deploymentErrors(found, project, 'opn_0').map(({ item }) => item.kind)).toEqual([
    'connection',
    'activity',
    'activity',
  ]);
  const poorer = descriptors.map((one) => ({ ...one, activityTypes: [] }));
  expect(codesWith(project, poorer)).toEqual(['activity-type-unknown', 'activity-type-unknown']);
});

function codesWith(project: Project, known: CheckContext['descriptors']): string[] {
  return problems(project, { ...CONTEXT, descriptors: known }).map(({ code }) => code);
}
