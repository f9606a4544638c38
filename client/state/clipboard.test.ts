import fc from 'fast-check';
import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { problems } from '../../shared/checks/problems.ts';
import { apply } from '../../shared/edits/apply.ts';
import { Edit } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import { inverse } from '../../shared/edits/inverse.ts';
import { emptyProject, Project } from '../../shared/project/project.ts';
import { editFrom, gestures, type Seed } from '../../testing/project/random-edits.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { type Copied, planCopy } from './clipboard-copy.ts';
import { type Clipboard, readClipboard, writeClipboard } from './clipboard-data.ts';
import { type PasteMode, type PastePlace, planPaste } from './clipboard-paste.ts';

const project = sampleProject(2);
const elsewhere = emptyProject('Elsewhere', 'prj_elsewhere');
const [main] = elsewhere.workflows;

function copied(from: Project, items: readonly Copied[], way: Clipboard['way'] = 'copy'): Clipboard {
  const plan = planCopy(from, items, way);
  if (!plan.ok) throw new Error(plan.reason);
  const read = readClipboard(writeClipboard(plan.clipboard));
  if (!read.ok) throw new Error(read.problem);
  return read.clipboard;
}

function paste(into: Project, clipboard: Clipboard, place: PastePlace, mode: PasteMode = 'copy') {
  const plan = planPaste(into, descriptors, clipboard, place, mode);
  if (!plan.ok) throw new Error(plan.reason);
  return { ...plan, after: apply(into, plan.edit) };
}

function stepNames(of: Project, operationId: string) {
  return of.operations[operationId]?.steps.map((step) => of.activities[step.componentId]?.name);
}

const atEnd = { kind: 'component', operationId: 'opn_1', index: 2 } as const;
const firstPlace = { kind: 'operation', workflowId: 'wfl_main', index: 0 } as const;
const getStep = { kind: 'step', id: 'stp_get-0' } as const;

test('a copied step is pasted as a duplicate with its own settings, again and again', () => {
  const clipboard = copied(project, [getStep]);
  const once = paste(project, clipboard, atEnd).after;
  const twice = paste(once, clipboard, atEnd).after;
  expect(stepNames(twice, 'opn_1')).toEqual([
    'Get invoice 1',
    'Put invoice 1',
    'Get invoice 0 - Copy (1)',
    'Get invoice 0 - Copy',
  ]);
  expect(Object.values(twice.activities).find((one) => one.name === 'Get invoice 0 - Copy')).toMatchObject({
    settings: { bucket: 'inbox' },
    configured: true,
    connectionId: 'con_finance',
  });
});

test('pasted as a reference, a step refers to the same activity', () => {
  const { after } = paste(project, copied(project, [getStep]), atEnd, 'reference');
  expect(after.operations.opn_1?.steps[2]?.componentId).toBe('act_get-0');
  expect(Object.keys(after.activities)).toEqual(Object.keys(project.activities));
});

test('several steps keep the order in which they stand, and make one operation on an operation drop zone', () => {
  const clipboard = copied(project, [{ kind: 'step', id: 'stp_put-0' }, getStep]);
  const { after, select } = paste(project, clipboard, firstPlace);
  const made = after.workflows[0]?.operationIds[0] ?? '';
  expect(after.operations[made]?.name).toBe('New Operation');
  expect(stepNames(after, made)).toEqual(['Get invoice 0 - Copy', 'Put invoice 0 - Copy']);
  expect(select).toHaveLength(2);
});

test('what was cut on the canvas moves: the same step, the same activity; pasted once more it is a duplicate', () => {
  const clipboard = copied(project, [getStep], 'cut');
  const cut = apply(project, { type: 'step.remove', stepId: 'stp_get-0' });
  const moved = paste(cut, clipboard, atEnd).after;
  expect(moved.operations.opn_1?.steps[2]).toEqual({ id: 'stp_get-0', kind: 'activity', componentId: 'act_get-0' });
  expect(Object.keys(moved.activities)).toEqual(Object.keys(project.activities));
  const again = paste(moved, clipboard, atEnd).after;
  expect(stepNames(again, 'opn_1')?.[2]).toBe('Get invoice 0 - Copy');
});

test('an operation that was cut stands where it is pasted; a copied one gets copies of its activities', () => {
  const item = { kind: 'operation', id: 'opn_1' } as const;
  const cut = apply(project, { type: 'operation.remove', operationId: 'opn_1' });
  const moved = paste(cut, copied(project, [item], 'cut'), firstPlace).after;
  expect(moved.workflows[0]?.operationIds).toEqual(['opn_1', 'opn_0']);
  const { after, select } = paste(project, copied(project, [item]), firstPlace);
  expect(after.operations[select[0]?.id ?? '']?.name).toBe('Copy invoices 1 - Copy');
  expect(stepNames(after, select[0]?.id ?? '')).toEqual(['Get invoice 1 - Copy', 'Put invoice 1 - Copy']);
});

test('an operation is pasted as a reference only where it stands in no workflow', () => {
  const clipboard = copied(project, [{ kind: 'operation', id: 'opn_1' }]);
  const refused = planPaste(project, descriptors, clipboard, firstPlace, 'reference');
  expect(refused).toEqual({ ok: false, reason: expect.stringContaining('already stands in a workflow') });
  const orphaned = apply(project, { type: 'operation.remove', operationId: 'opn_1' });
  expect(paste(orphaned, clipboard, firstPlace, 'reference').after.workflows[0]?.operationIds[0]).toBe('opn_1');
});

test('an operation keeps its actions, and those among what is pasted together stay among the copies', () => {
  const linked = apply(project, {
    type: 'action.add',
    operationId: 'opn_0',
    action: { condition: 'success', do: { kind: 'run-operation', operationId: 'opn_1' } },
  });
  const alone = paste(linked, copied(linked, [{ kind: 'operation', id: 'opn_0' }]), firstPlace);
  expect(alone.after.operations[alone.select[0]?.id ?? '']?.actions?.[0]?.do).toMatchObject({ operationId: 'opn_1' });
  const both = copied(linked, [
    { kind: 'operation', id: 'opn_0' },
    { kind: 'operation', id: 'opn_1' },
  ]);
  const pair = paste(linked, both, firstPlace);
  expect(pair.after.operations[pair.select[0]?.id ?? '']?.actions?.[0]?.do).toMatchObject({
    operationId: pair.select[1]?.id,
  });
  const foreign = paste(elsewhere, copied(linked, [{ kind: 'operation', id: 'opn_0' }]), { kind: 'components' });
  expect(foreign.after.operations[foreign.select[0]?.id ?? '']?.actions).toBeUndefined();
});

test('an activity that was cut in the Components tab comes back as what it was', () => {
  const orphaned = apply(project, { type: 'step.remove', stepId: 'stp_get-0' });
  const clipboard = copied(orphaned, [{ kind: 'activity', id: 'act_get-0' }], 'cut');
  const gone = apply(orphaned, { type: 'activity.delete', activityId: 'act_get-0' });
  expect(paste(gone, clipboard, { kind: 'components' }).after).toEqual(orphaned);
});

test('pasted among the components, a copy is referred to by nothing and gets a name from its user', () => {
  const { after, rename, select } = paste(project, copied(project, [{ kind: 'activity', id: 'act_get-0' }]), {
    kind: 'components',
  });
  expect(rename).toBe(true);
  expect(after.activities[select[0]?.id ?? '']?.name).toBe('Get invoice 0 - Copy');
  expect(after.operations).toEqual(project.operations);
});

test('an activity type is pasted as a new activity bound to its connection', () => {
  const clipboard = copied(project, [{ kind: 'activity-type', connectionId: 'con_finance', type: 'put-object' }]);
  const { after, select, rename } = paste(project, clipboard, atEnd);
  const step = after.operations.opn_1?.steps.find((one) => one.id === select[0]?.id);
  expect(after.activities[step?.componentId ?? '']).toMatchObject({
    name: 'Put Object',
    configured: false,
    settings: {},
  });
  expect(rename).toBe(true);
});

test('no secret, nor a reference to one, is ever on the clipboard', () => {
  const plan = planCopy(project, [{ kind: 'operation', id: 'opn_0' }]);
  expect(plan.ok && writeClipboard(plan.clipboard)).not.toContain('sec_');
});

test('into another project the connection comes along without its secret, and once only', () => {
  const clipboard = copied(project, [{ kind: 'operation', id: 'opn_0' }]);
  const place = { kind: 'operation', workflowId: main?.id ?? '', index: 0 } as const;
  const { after, connections } = paste(elsewhere, clipboard, place);
  expect(connections.map((one) => one.name)).toEqual(['Finance S3']);
  const [connection] = Object.values(after.connections);
  expect(connection?.settings).toEqual({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', region: 'us-east-1' });
  expect(Object.values(after.activities).map((one) => one.name)).toEqual(['Get invoice 0', 'Put invoice 0']);
  const found = problems(after, { descriptors, knownVariable: () => false });
  expect(found.map((one) => one.message)).toContainEqual(expect.stringContaining('Secret Access Key'));
  const again = paste(after, clipboard, place);
  expect(Object.keys(again.after.connections)).toEqual([connection?.id]);
  expect(again.connections).toEqual([]);
  expect(planPaste(elsewhere, descriptors, clipboard, place, 'reference').ok).toBe(false);
});

test('what is not ours, of another version, or damaged is refused with what is wrong', () => {
  const text = writeClipboard(copied(project, [getStep]));
  const said = (one: string) => {
    const read = readClipboard(one);
    return read.ok ? null : read.problem;
  };
  expect(said('')).toMatch(/empty/);
  expect(said('hello')).toMatch(/something else/);
  expect(said('{"a":1}')).toMatch(/something else/);
  expect(said(text.replace('"version": 1', '"version": 9'))).toMatch(/another version.*9/);
  expect(said(text.replace('"configured": true', '"configured": "yes"'))).toMatch(/damaged.*configured/);
  expect(said(text.replaceAll('"act_get-0"', '"act_other"').replace('"act_other": {', '"act_get-0": {'))).toMatch(
    /lacks act_other/,
  );
});

test('operations and steps are not copied together; nor is a workflow', () => {
  expect(planCopy(project, [getStep, { kind: 'operation', id: 'opn_1' }]).ok).toBe(false);
  expect(planCopy(project, [{ kind: 'workflow', id: 'wfl_main' }]).ok).toBe(false);
});

/** A project after random edits. */
function grown(seeds: readonly Seed[][], id: string): Project {
  let now = emptyProject('Random', id);
  for (const one of seeds) {
    try {
      now = apply(now, editFrom(now, one));
    } catch (error) {
      expect(error).toBeInstanceOf(EditError);
    }
  }
  return now;
}

function itemsOf(of: Project): Copied[] {
  return [
    ...Object.keys(of.operations).map((id): Copied => ({ kind: 'operation', id })),
    ...Object.values(of.operations).flatMap((one) => one.steps.map(({ id }): Copied => ({ kind: 'step', id }))),
    ...Object.keys(of.activities).map((id): Copied => ({ kind: 'activity', id })),
  ];
}

function placesOf(of: Project): PastePlace[] {
  return [
    { kind: 'components' },
    ...of.workflows.map(({ id }): PastePlace => ({ kind: 'operation', workflowId: id, index: 0 })),
    ...Object.keys(of.operations).map((id): PastePlace => ({ kind: 'component', operationId: id, index: 1 })),
  ];
}

test('whatever is pasted wherever, the document stays whole and undo takes it back', () => {
  let pasted = 0;
  fc.assert(
    fc.property(
      gestures,
      gestures,
      fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.constantFrom<Clipboard['way']>('copy', 'cut'),
      fc.constantFrom<PasteMode>('copy', 'reference'),
      fc.boolean(),
      (here, there, picks, at, way, mode, isHome) => {
        const from = grown(here, 'prj_from');
        const into = isHome ? from : grown(there, 'prj_into');
        const all = itemsOf(from);
        const kind = all[(picks[0] ?? 0) % Math.max(1, all.length)]?.kind;
        const alike = all.filter((one) => one.kind === kind);
        const items = picks.flatMap((pick) => alike[pick % Math.max(1, alike.length)] ?? []);
        const copy = planCopy(from, items, way);
        if (!copy.ok) return;
        const places = placesOf(into);
        const place = places[at % places.length];
        if (!place) return;
        const plan = planPaste(into, descriptors, copy.clipboard, place, mode);
        if (!plan.ok) return;
        pasted += 1;
        expect(Edit.parse(plan.edit)).toEqual(plan.edit);
        const after = apply(into, plan.edit);
        expect(Project.parse(after)).toEqual(after);
        const ids = Object.values(after.operations).flatMap((one) => one.steps.map((step) => step.id));
        expect(new Set(ids).size).toBe(ids.length);
        expect(apply(after, inverse(into, plan.edit))).toEqual(into);
        for (const { kind: selected, id } of plan.select)
          expect(
            selected === 'step' ? ids : Object.keys(selected === 'operation' ? after.operations : after.activities),
          ).toContain(id);
      },
    ),
    { numRuns: 400 },
  );
  // Else the pairs drawn say little: most cannot be pasted where they were aimed.
  expect(pasted).toBeGreaterThan(20);
});

const withComponents: Project = apply(project, {
  type: 'batch',
  edits: [
    { type: 'variable.create', variable: { id: 'var_a', name: 'folder', required: true, hidden: false } },
    {
      type: 'email.create',
      email: { id: 'eml_a', name: 'Alarm', settings: { host: 'smtp.example.com', password: { secret: 'sec_mail' } } },
    },
  ],
});

test('a variable and an e-mail are pasted among the components only, under names of their kind, without secrets', () => {
  const among = { kind: 'components' } as const;
  const variable = copied(withComponents, [{ kind: 'variable', id: 'var_a' }]);
  expect(planPaste(withComponents, descriptors, variable, atEnd, 'copy')).toMatchObject({ ok: false });
  const twice = paste(paste(withComponents, variable, among).after, variable, among).after;
  expect(Object.values(twice.variables).map(({ name }) => name)).toEqual(['folder', 'folder-Copy', 'folder-Copy-1']);
  expect(Object.values(paste(elsewhere, variable, among).after.variables)).toMatchObject([{ name: 'folder' }]);

  const email = copied(withComponents, [{ kind: 'email', id: 'eml_a' }]);
  expect(writeClipboard(email)).not.toContain('sec_mail');
  const [, here] = Object.values(paste(withComponents, email, among).after.emails);
  expect(here).toMatchObject({ name: 'Alarm - Copy', settings: { password: { secret: 'sec_mail' } } });
  const [there] = Object.values(paste(elsewhere, email, among).after.emails);
  expect(there).toMatchObject({ name: 'Alarm', settings: { host: 'smtp.example.com' } });
  expect(there?.settings).not.toHaveProperty('password');
});

test('a variable that is cut comes back as what it was', () => {
  const clipboard = copied(withComponents, [{ kind: 'variable', id: 'var_a' }], 'cut');
  const without = apply(withComponents, { type: 'variable.delete', variableId: 'var_a' });
  expect(paste(without, clipboard, { kind: 'components' }).after.variables).toEqual(withComponents.variables);
});
