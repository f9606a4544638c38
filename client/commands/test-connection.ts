import { PlugZap } from 'lucide-react';
import type { TestReply } from '../../shared/api/connection-replies.ts';
import { connectionRoutes } from '../../shared/api/routes/connection-routes.ts';
import type { Connection } from '../../shared/project/connection.ts';
import type { Id } from '../../shared/project/id.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { type Designer, designer } from '../state/designer.ts';
import type { Notice } from '../state/notices-slice.ts';
import type { Command } from './command.ts';

/** Has an agent verify a connection as it is saved, and says how that went. */
export const testConnection: Command = {
  id: 'test-connection',
  needs: 'write',
  title: 'Test',
  icon: PlugZap,
  when: (target) => target.kind === 'connection',
  run: (target, state) => {
    const connection = target.kind === 'connection' ? state.project?.connections[target.id] : undefined;
    return connection && state.project ? test(state.project.id, connection, state) : undefined;
  },
};

async function test(projectId: Id, connection: Connection, state: Designer): Promise<void> {
  const { name, connector, settings } = connection;
  state.notify({ tone: 'info', title: `Testing ${name}…` });
  const waiting = designer.getState().notices.at(-1)?.id;
  const notice = await answer(projectId, { connector, name, settings });
  if (waiting !== undefined) state.dismissNotice(waiting);
  const open = () => designer.getState().openScreen({ kind: 'connection', connector, connectionId: connection.id });
  state.notify(notice.tone === 'success' ? notice : { ...notice, action: { label: 'Open', run: open } });
}

async function answer(
  projectId: Id,
  body: Pick<Connection, 'connector' | 'name' | 'settings'>,
): Promise<Omit<Notice, 'id'>> {
  try {
    const { result } = await call(connectionRoutes.testConnection, { params: { projectId }, body });
    return noticeOf(result, body.name);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const text = `${error.message} ${error.todo}`.trim();
    return { tone: 'error', title: `The test of ${body.name} could not be done`, text };
  }
}

function noticeOf(result: TestReply['result'], name: string): Omit<Notice, 'id'> {
  return result.ok
    ? { tone: 'success', title: `Connection Success: ${name}` }
    : { tone: 'error', title: `${result.name}: ${name}`, text: `${result.message} ${result.todo}`.trim() };
}
