import { afterEach, expect, test, vi } from 'vitest';
import { designer } from '../state/designer.ts';
import { undoAction } from './undo-action.ts';

const { undo } = designer.getState();
afterEach(() => designer.setState({ undo, undoId: null, undoLabel: null }));

test('the Undo of a notice takes its own change back, and no later one of the same name', () => {
  const undone = vi.fn();
  designer.setState({ undo: undone, undoId: 'edt_1', undoLabel: 'Remove Query' });
  const first = undoAction();
  designer.setState({ undoId: 'edt_2' });
  const second = undoAction();
  first.run();
  expect(undone).not.toHaveBeenCalled();
  second.run();
  expect(undone).toHaveBeenCalledOnce();
});
