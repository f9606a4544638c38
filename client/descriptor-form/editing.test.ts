import { describe, expect, test } from 'vitest';
import { draftOf, withName } from './draft.ts';
import { follow, isDirty, keepMine, remoteChange, startEditing, takeTheirs } from './editing.ts';

const one = draftOf({ name: 'One', settings: {} });
const two = draftOf({ name: 'Two', settings: {} });
const fresh = draftOf({ name: '', settings: {} });

describe('somebody else changes what is on the screen', () => {
  test('an untouched screen follows', () => {
    const after = follow(startEditing(one, fresh), two);
    expect(after.draft).toBe(two);
    expect(isDirty(after)).toBe(false);
    expect(remoteChange(after, two)).toBe('none');
  });

  test('a touched screen keeps what was typed and tells', () => {
    const started = startEditing(one, fresh);
    const touched = { ...started, draft: withName(started.draft, 'Mine') };
    const after = follow(touched, two);
    expect(after).toBe(touched);
    expect(remoteChange(after, two)).toBe('changed');
    expect(takeTheirs(two).draft.name).toBe('Two');
    const kept = keepMine(after, two);
    expect(kept.draft.name).toBe('Mine');
    expect(remoteChange(kept, two)).toBe('none');
    expect(isDirty(kept)).toBe(true);
  });

  test('a deleted thing stays on the screen and tells', () => {
    const started = startEditing(one, fresh);
    expect(follow(started, null)).toBe(started);
    expect(remoteChange(started, null)).toBe('deleted');
    expect(remoteChange(keepMine(started, null), null)).toBe('none');
  });
});

test('something new is clean until something is typed', () => {
  const started = startEditing(null, fresh);
  expect(isDirty(started)).toBe(false);
  expect(remoteChange(started, null)).toBe('none');
  expect(isDirty({ ...started, draft: withName(fresh, 'x') })).toBe(true);
});
