import { routes } from '../../shared/api/routes.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { forgetCopied } from '../state/clipboard-memory.ts';
import { designer } from '../state/designer.ts';

/** Ends the session once everything drawn is saved. The page is loaded anew: nothing of what was shown stays in it. */
export async function signOut(): Promise<void> {
  const { saveStatus, saved, notify, open, close, project } = designer.getState();
  if (saveStatus === 'offline')
    return notify({
      tone: 'error',
      title: 'You are not signed out',
      text: 'The server can’t be reached, and the last changes are not saved yet.',
    });
  const { pathname } = location;
  try {
    await saved();
    close();
    await call(routes.signOut, {});
    forgetCopied();
    location.assign('/');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    notify({ tone: 'error', title: 'You are not signed out', text: `${error.message} ${error.todo}`.trim() });
    // It was closed too soon: without this the page would wait for it for ever.
    if (project && location.pathname === pathname) void open(project.id);
  }
}
