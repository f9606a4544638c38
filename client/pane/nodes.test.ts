import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { nameOrder } from './by-name.ts';
import { componentNodes } from './component-nodes.ts';
import { filtered } from './filter.ts';
import { isInvalid, marksOf, referencesTo } from './marks.ts';
import { type PaneNode, thingId } from './node.ts';
import { matchIn, searched } from './search.ts';
import { workflowNodes } from './workflow-nodes.ts';

const connection = (id: string, name: string) => ({ id, connector: 'amazon-s3', name, settings: {} });
const activity = (id: string, name: string) => ({
  id,
  type: 'get-object',
  connectionId: 'con_a',
  name,
  settings: {},
  configured: true,
});
const step = (id: string, componentId: string) => ({ id, kind: 'activity' as const, componentId });
const project: Project = {
  ...emptyProject('P'),
  workflows: [
    { id: 'wfl_a', name: 'Nightly', operationIds: ['opn_1', 'opn_2'] },
    { id: 'wfl_b', name: 'Weekly', operationIds: [] },
  ],
  operations: {
    opn_1: { id: 'opn_1', name: 'Copy invoices', steps: [step('stp_1', 'act_1'), step('stp_2', 'act_1')] },
    opn_2: { id: 'opn_2', name: 'Clean up', steps: [] },
    opn_3: { id: 'opn_3', name: 'Orphan', steps: [] },
  },
  activities: { act_1: activity('act_1', 'Get invoice'), act_2: activity('act_2', 'Get nothing') },
  connections: { con_a: connection('con_a', 'Sales'), con_b: connection('con_b', 'Archive') },
};

const outline = (nodes: readonly PaneNode[], depth = 0): string[] =>
  nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.number ? `${node.number} ` : ''}${node.name}${node.count === undefined ? '' : ` (${node.count})`}${node.isGrey ? ' grey' : ''}`,
    ...outline(node.children, depth + 1),
  ]);

test('the Workflows tab shows workflows, numbered operations and steps', () => {
  expect(outline(workflowNodes(project, descriptors))).toEqual([
    'Nightly',
    '  1.0 Copy invoices',
    '    Get invoice',
    '    Get invoice',
    '  1.1 Clean up',
    'Weekly',
  ]);
});

test('the Components tab shows categories with counts; a connection without activities is grey; what is empty teaches', () => {
  expect(outline(componentNodes(project, descriptors))).toEqual([
    'Custom groups (0)',
    '  Use a menu’s Add to group',
    'Endpoints (2)',
    '  Amazon S3 (2)',
    '    Archive grey',
    '    Sales',
    '      Get invoice',
    '      Get nothing',
    'Operations (3)',
    '  Clean up',
    '  Copy invoices',
    '  Orphan',
    'Project variables (0)',
    '  Use its menu’s Create new',
    'E-mails (0)',
    '  Use its menu’s Create new',
    'Schedules (0)',
    '  Use its menu’s Create new',
  ]);
});

test('custom groups list their members, each a row of its own with the thing it stands for', () => {
  const groups = {
    cgr_a: {
      id: 'cgr_a',
      name: 'Finance',
      members: [
        { kind: 'operation' as const, id: 'opn_1' },
        { kind: 'activity' as const, id: 'act_1' },
      ],
    },
  };
  const [category] = componentNodes({ ...project, groups }, descriptors);
  const group = category?.children[0];
  expect(outline(category ? [category] : [])).toEqual([
    'Custom groups (1)',
    '  Finance (2)',
    '    Copy invoices',
    '    Get invoice',
  ]);
  expect(group?.children.map((node) => [thingId(node), node.groupId])).toEqual([
    ['opn_1', 'cgr_a'],
    ['act_1', 'cgr_a'],
  ]);
});

test('names stay in order through edits', () => {
  const list = nameOrder<{ id: string; name: string }>();
  const ids = (names: Record<string, string>) =>
    list(Object.fromEntries(Object.entries(names).map(([id, name]) => [id, { id, name }]))).map(({ id }) => id);
  expect(ids({ a: 'Get 10', b: 'Get 9', c: 'put' })).toEqual(['b', 'a', 'c']);
  expect(ids({ a: 'Zip', b: 'Get 9', d: 'Copy' })).toEqual(['d', 'b', 'a']);
  expect(ids({})).toEqual([]);
});

test('a filter leaves what passes and the rows above it; the counts follow, and empty categories go', () => {
  const marks = marksOf(project, []);
  const orphaned = filtered(componentNodes(project, descriptors), (node) => referencesTo(node, marks) === 0);
  expect(outline(orphaned)).toEqual([
    'Endpoints (2)',
    '  Amazon S3 (2)',
    '    Archive grey',
    '    Sales',
    '      Get nothing',
    'Operations (1)',
    '  Orphan',
  ]);
  expect(filtered(componentNodes(project, descriptors), () => false)).toEqual([]);
});

test('the search keeps what matches, and what stands above it', () => {
  expect(outline(searched(workflowNodes(project, descriptors), ' INVOICE '))).toEqual([
    'Nightly',
    '  1.0 Copy invoices',
    '    Get invoice',
    '    Get invoice',
  ]);
  expect(outline(searched(workflowNodes(project, descriptors), '1.1'))).toEqual(['Nightly', '  1.1 Clean up']);
  expect(searched(componentNodes(project, descriptors), 'endpoints')).toEqual([]);
  expect(matchIn('Copy invoices', 'inv')).toEqual([5, 8]);
  expect(matchIn('Copy invoices', ' ')).toBeNull();
});

test('what is wrong marks what needs it; the message stands on the item itself', () => {
  const problem = {
    code: 'activity-not-configured',
    severity: 'error',
    item: { kind: 'activity', id: 'act_1' },
    message: 'Not configured.',
    fix: '',
  } as const;
  const marks = marksOf(project, [
    problem,
    { ...problem, severity: 'warning', item: { kind: 'operation', id: 'opn_2' } },
  ]);
  expect([...marks.errors].map(([id, list]) => [id, list.map(({ message }) => message)])).toEqual([
    ['act_1', ['Not configured.']],
  ]);
  const wrong = all(workflowNodes(project, descriptors)).concat(all(componentNodes(project, descriptors)));
  expect(wrong.filter((node) => isInvalid(node, marks)).map(({ id }) => id)).toEqual([
    'opn_1',
    'stp_1',
    'stp_2',
    'act_1',
    'opn_1',
  ]);
  const references = (id: string) =>
    all(componentNodes(project, descriptors))
      .filter((node) => node.id === id)
      .map((node) => referencesTo(node, marks));
  expect(['act_1', 'act_2', 'opn_1', 'con_a'].flatMap(references)).toEqual([2, 0, 1, 2]);
});

test('a category without anything in it shows how something is made, unless people can’t; what is there is counted and marked', () => {
  const variable = { id: 'var_a', name: 'bucket', required: false, hidden: false };
  const activities = { act_1: { ...activity('act_1', 'Get invoice'), settings: { bucket: '[bucket]' } } };
  const named = { ...project, activities, variables: { var_a: variable } };
  const nodes = componentNodes(named, descriptors);
  expect(nodes.map(({ name, count }) => `${name} ${count}`)).toEqual([
    'Custom groups 0',
    'Endpoints 2',
    'Operations 3',
    'Project variables 1',
    'E-mails 0',
    'Schedules 0',
  ]);
  expect(nodes.at(-1)?.children).toMatchObject([{ kind: 'hint', name: expect.stringContaining('Create new') }]);
  const [row] = nodes.at(3)?.children ?? [];
  expect(row && referencesTo(row, marksOf(named, []))).toBe(1);
});

test('what an edit has not touched stays the same row, in order', () => {
  const before = componentNodes(project, descriptors);
  const renamed = { ...project.activities, act_2: activity('act_2', 'A new name') };
  const after = componentNodes({ ...project, activities: renamed }, descriptors);
  expect(after[2]).toBe(before[2]);
  const [archive, sales] = after[1]?.children[0]?.children ?? [];
  expect(archive).toBe(before[1]?.children[0]?.children[0]);
  expect(sales?.children.map(({ name }) => name)).toEqual(['A new name', 'Get invoice']);
  expect(sales?.children[1]).toBe(before[1]?.children[0]?.children[1]?.children[0]);
  const [nightly] = workflowNodes(project, descriptors);
  const [same] = workflowNodes({ ...project, activities: renamed }, descriptors);
  expect(same?.children[0]).toBe(nightly?.children[0]);
});

const all = (nodes: readonly PaneNode[]): PaneNode[] => nodes.flatMap((node) => [node, ...all(node.children)]);
