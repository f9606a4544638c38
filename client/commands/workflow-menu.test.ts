import { expect, test } from 'vitest';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import type { MenuEntry } from '../ui/menu-entry.ts';
import { menuEntries } from './menu-entries.ts';
import { pressAnywhere } from './shortcuts.ts';

const inHeader: MenuTarget = { kind: 'workflow', id: 'wfl_main', place: 'header' };

function labels(entries: readonly MenuEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'submenu') return labels(entry.entries).map((label) => `${entry.label} ▸ ${label}`);
    return entry.kind === 'item' ? [entry.label] : [];
  });
}

function show(operations: number): void {
  const project = sampleProject(operations);
  designer.setState({ project, workflowId: 'wfl_main', selection: [], find: null, screen: { kind: 'canvas' } });
}

test('the canvas menu offers undo, redo, deploying the whole workflow, and the export', () => {
  show(2);
  const offered = labels(menuEntries(inHeader));
  expect(offered.slice(0, 3)).toEqual(['Undo', 'Redo', 'Deploy ▸ Deploy']);
  expect(offered).toContain('Export');
  for (const place of ['canvas', 'workflows'] as const)
    expect(labels(menuEntries({ ...inHeader, place }))).toEqual(
      expect.arrayContaining(['Deploy ▸ Deploy', 'View logs', 'Rename', 'Delete']),
    );
});

test('an empty workflow says why it is not deployed', () => {
  show(0);
  const deploy = menuEntries(inHeader).find((entry) => entry.kind === 'submenu' && entry.label === 'Deploy');
  expect(deploy).toMatchObject({
    entries: [
      { label: 'Deploy', disabledReason: 'There is no operation in the workflow.' },
      { label: 'Configurable deploy' },
    ],
  });
});

test('Ctrl+F opens the search on the canvas, and is the browser’s own on other screens', () => {
  const press = { key: 'f', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
  show(1);
  designer.setState({ screen: { kind: 'activity', activityId: 'act_get-0' } });
  expect(pressAnywhere(press)).toBe(false);
  designer.setState({ screen: { kind: 'canvas' } });
  expect(pressAnywhere(press)).toBe(true);
  expect(designer.getState().find).toMatchObject({ query: '', matches: [] });
  designer.getState().closeFind();
});
