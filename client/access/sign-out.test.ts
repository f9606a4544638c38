import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { designer } from '../state/designer.ts';
import { signOut } from './sign-out.ts';

const project = sampleProject(1);
const before = designer.getState();
const open = vi.fn(async () => {});
const assign = vi.fn();

beforeEach(() => {
  designer.setState({ project, notices: [], saveStatus: 'saved', saved: async () => {}, open });
  vi.stubGlobal('location', { pathname: '/projects/prj_1', assign });
});
afterEach(() => {
  designer.setState(before, true);
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test('who could not be signed out has the project again', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  await signOut();
  expect(designer.getState().notices).toMatchObject([{ title: 'You are not signed out' }]);
  expect(open).toHaveBeenCalledExactlyOnceWith(project.id);
  expect(assign).not.toHaveBeenCalled();
});

test('who has gone elsewhere meanwhile stays there', async () => {
  vi.stubGlobal('fetch', async () => {
    location.pathname = '/projects/prj_2';
    throw new TypeError('Failed to fetch');
  });
  await signOut();
  expect(open).not.toHaveBeenCalled();
});

test('who is signed out begins anew', async () => {
  vi.stubGlobal('fetch', async () => Response.json({}));
  await signOut();
  expect(assign).toHaveBeenCalledExactlyOnceWith('/');
  expect(open).not.toHaveBeenCalled();
});
