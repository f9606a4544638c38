import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type EditEnvelope, MAX_BATCH } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import { emptyProject } from '../../shared/project/project.ts';
import { editFrom, gesture, type Seed } from '../../testing/project/random-edits.ts';
import { ApiError } from '../api/api-error.ts';
import { openSession, type ProjectServer, type ProjectSession, type SessionListeners } from './project-session.ts';
import { simulatedServer } from './simulated-server.ts';

const START = emptyProject('Test', 'prj_test');
const offline = () => new ApiError({ code: 'offline', status: 0, message: 'The server can’t be reached.' });

function listeners(over: Partial<SessionListeners> = {}): SessionListeners {
  return {
    changed: () => {},
    refused: () => {},
    failed: (error) => {
      throw error;
    },
    ...over,
  };
}

/** The server as one browser sees it; `between` stands for the network, on the way there and back. */
function connect(
  server: ReturnType<typeof simulatedServer>,
  clientId: string,
  between: (what: string) => Promise<void> = async () => {},
): ProjectServer {
  return {
    async sendEdits(baseRevision, edits) {
      await between('there');
      const reply = server.sendEdits(clientId, baseRevision, edits);
      await between('back');
      return reply;
    },
    async listEdits(after) {
      await between('list');
      return server.listEdits(after);
    },
    async load() {
      await between('load');
      return { project: server.project, revision: server.revision };
    },
    pause: async () => {},
  };
}

function rename(session: ProjectSession, name: string) {
  session.edit(`Rename to ${name}`, { type: 'project.rename', name });
}

test('an edit is seen at once and saved in the background', async () => {
  const server = simulatedServer(START);
  const session = openSession({ project: START, revision: 0 }, connect(server, 'a'), listeners());
  rename(session, 'Invoices');
  expect(session.view()).toMatchObject({
    project: { name: 'Invoices' },
    saveStatus: 'saving',
    undoLabel: 'Rename to Invoices',
  });
  await session.whenSaved();
  expect(session.view()).toMatchObject({ saveStatus: 'saved', revision: 1 });
  expect(server.project.name).toBe('Invoices');
});

test('an edit that does not fit changes nothing', () => {
  const session = openSession({ project: START, revision: 0 }, connect(simulatedServer(START), 'a'), listeners());
  expect(() => session.edit('Delete', { type: 'operation.delete', operationId: 'opn_missing' })).toThrow(EditError);
  expect(session.view()).toMatchObject({ project: START, saveStatus: 'saved', undoLabel: null });
});

test('a server that is away is tried again until it is back, and nothing is lost or done twice', async () => {
  const server = simulatedServer(START);
  const failures = ['there', 'there', 'back'];
  const statuses = new Set<string>();
  const session = openSession(
    { project: START, revision: 0 },
    connect(server, 'a', async (what) => {
      if (failures[0] !== what) return;
      failures.shift();
      throw offline();
    }),
    listeners({ changed: (view) => statuses.add(view.saveStatus) }),
  );
  session.edit('Add', { type: 'workflow.add', workflow: { id: 'wfl_a', name: 'A', operationIds: [] }, index: 1 });
  rename(session, 'Invoices');
  await session.whenSaved();
  expect(server.project).toEqual(session.view().project);
  expect(server.revision).toBe(2);
  expect(statuses).toContain('offline');
  expect(session.view().saveStatus).toBe('saved');
});

test('what somebody else changed at the same time wins, is seen, and the refusal is told', async () => {
  const server = simulatedServer(START);
  const refused: [string[], string | null][] = [];
  const session = openSession(
    { project: START, revision: 0 },
    connect(server, 'a'),
    listeners({ refused: (edits, reason) => refused.push([edits.map((edit) => edit.label), reason]) }),
  );
  server.sendEdits('b', 0, [envelope('Theirs')]);
  rename(session, 'Mine');
  session.edit('Add', { type: 'workflow.add', workflow: { id: 'wfl_a', name: 'A', operationIds: [] }, index: 1 });
  await session.whenSaved();
  expect(refused).toEqual([[['Rename to Mine'], null]]);
  expect(session.view()).toMatchObject({ project: { name: 'Theirs' }, undoLabel: 'Add' });
  expect(session.view().project).toEqual(server.project);
});

test('edits that come out of turn are waited for', async () => {
  const server = simulatedServer(START);
  const session = openSession({ project: START, revision: 0 }, connect(server, 'a'), listeners());
  server.sendEdits('b', 0, [envelope('One')]);
  server.sendEdits('b', 1, [envelope('Two')]);
  session.receive(server.listEdits(1));
  expect(session.view().revision).toBe(0);
  await session.catchUp();
  expect(session.view()).toMatchObject({ revision: 2, project: { name: 'Two' } });
});

test('undo leaves alone what somebody else has changed since', async () => {
  const server = simulatedServer(START);
  const session = openSession({ project: START, revision: 0 }, connect(server, 'a'), listeners());
  rename(session, 'Mine');
  await session.whenSaved();
  server.sendEdits('b', 1, [envelope('Theirs')]);
  await session.catchUp();
  expect(session.undo()).toBe(false);
  expect(session.view()).toMatchObject({ project: { name: 'Theirs' }, undoLabel: null });
});

test('what was drawn is saved though the project was left before, and while the server was away', async () => {
  const server = simulatedServer(START);
  const failures = ['there', 'there'];
  const changed = vi.fn();
  const session = openSession(
    { project: START, revision: 0 },
    connect(server, 'a', async (what) => {
      if (failures[0] !== what) return;
      failures.shift();
      throw offline();
    }),
    listeners({ changed }),
  );
  rename(session, 'One');
  rename(session, 'Two');
  session.close();
  changed.mockClear();
  await session.whenSaved();
  expect(server.project.name).toBe('Two');
  expect(changed).not.toHaveBeenCalled();
});

test('what can’t be saved any more is told though the project was left', async () => {
  const refused: unknown[] = [];
  const gone = new ApiError({ code: 'project-unknown', status: 404, message: 'There is no such project.' });
  const session = openSession(
    { project: START, revision: 0 },
    connect(simulatedServer(START), 'a', () => Promise.reject(gone)),
    listeners({ refused: (edits, reason) => refused.push([edits.map((edit) => edit.label), reason]) }),
  );
  rename(session, 'One');
  session.close();
  await session.whenSaved();
  expect(refused).toEqual([[['Rename to One'], 'There is no such project.']]);
  expect(session.unsaved()).toEqual([]);
});

test('what is dropped is not sent, also not when the server is back', async () => {
  const server = simulatedServer(START);
  let isAway = true;
  const session = openSession(
    { project: START, revision: 0 },
    {
      ...connect(server, 'a', async () => {
        if (isAway) throw offline();
      }),
      pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
    },
    listeners(),
  );
  rename(session, 'Mine');
  session.close();
  session.drop();
  isAway = false;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.revision).toBe(0);
});

test('a project that was left says nothing of what it can’t fetch any more', async () => {
  const failed = vi.fn();
  const session = openSession(
    { project: START, revision: 0 },
    connect(simulatedServer(START), 'a', () =>
      Promise.reject(new ApiError({ code: 'project-unknown', status: 404, message: 'There is no such project.' })),
    ),
    listeners({ failed }),
  );
  const fetching = session.catchUp();
  session.close();
  await fetching;
  expect(failed).not.toHaveBeenCalled();
});

test('who may not look at the design keeps the project open while others change it', async () => {
  const failed = vi.fn();
  const session = openSession(
    { project: START, revision: 0 },
    connect(simulatedServer(START), 'a', () =>
      Promise.reject(new ApiError({ code: 'not-allowed', status: 403, message: 'It needs Read.' })),
    ),
    listeners({ failed }),
  );
  await session.catchUp();
  expect(failed).not.toHaveBeenCalled();
});

test('a project that was put back to what it was, from a backup, is taken as it is, and edits go on', async () => {
  const server = simulatedServer(START);
  const session = openSession({ project: { ...START, name: 'Lost' }, revision: 7 }, connect(server, 'a'), listeners());
  session.edit('Add', { type: 'workflow.add', workflow: { id: 'wfl_a', name: 'A', operationIds: [] }, index: 1 });
  await session.whenSaved();
  expect(server.revision).toBe(1);
  expect(session.view()).toMatchObject({ project: server.project, revision: 1, saveStatus: 'saved' });
});

test('a change of more than can be made at once is refused in words, and changes nothing', () => {
  const session = openSession({ project: START, revision: 0 }, connect(simulatedServer(START), 'a'), listeners());
  const edits = Array.from({ length: MAX_BATCH + 1 }, (_, index) => {
    return { type: 'project.rename' as const, name: `${index}` };
  });
  expect(() => session.edit('Paste', { type: 'batch', edits })).toThrow(EditError);
  expect(session.view()).toMatchObject({ project: START, undoLabel: null });
});

test('undo of everything returns the start, and redo of everything returns the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(gesture, { maxLength: 40, size: 'max' }), async (seeds) => {
      const server = simulatedServer(START);
      const session = openSession({ project: START, revision: 0 }, connect(server, 'a'), listeners());
      for (const one of seeds) attempt(session, one);
      const end = session.view().project;
      while (session.view().undoLabel !== null) expect(session.undo()).toBe(true);
      expect(session.view().project).toEqual(START);
      while (session.view().redoLabel !== null) expect(session.redo()).toBe(true);
      expect(session.view().project).toEqual(end);
      await session.whenSaved();
      expect(server.project).toEqual(end);
    }),
    { numRuns: 50 },
  );
});

test('two browsers and the server agree in the end, whatever the network does', async () => {
  const actions = fc.array(
    fc.record({
      who: fc.nat({ max: 1 }),
      what: fc.oneof(
        { weight: 6, arbitrary: gesture },
        { weight: 1, arbitrary: fc.constantFrom('undo' as const, 'redo' as const) },
      ),
    }),
    { maxLength: 30, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), actions, fc.infiniteStream(fc.nat({ max: 9 })), async (scheduler, plan, luck) => {
      const server = simulatedServer(START);
      let isCalm = false;
      const network = async (what: string) => {
        await scheduler.schedule(Promise.resolve(), what);
        if (!isCalm && luck.next().value === 0) throw offline();
      };
      const clients = ['a', 'b'].map((id) =>
        openSession({ project: START, revision: 0 }, connect(server, id, network), listeners()),
      );
      const turns = plan.map(({ who, what }) =>
        scheduler.schedule(Promise.resolve(), `${who}`).then(() => {
          const session = clients[who];
          if (session && what === 'undo') session.undo();
          else if (session && what === 'redo') session.redo();
          else if (session && Array.isArray(what)) attempt(session, what);
          // What others did is heard of now and then, and sometimes in part.
          session?.receive(server.listEdits(session.view().revision).slice(0, 3));
        }),
      );
      await scheduler.waitFor(Promise.allSettled(turns));
      isCalm = true;
      await scheduler.waitFor(Promise.all(clients.map((session) => session.whenSaved())));
      await scheduler.waitFor(Promise.all(clients.map((session) => session.catchUp())));
      for (const session of clients)
        expect(session.view()).toMatchObject({ project: server.project, saveStatus: 'saved' });
    }),
    { numRuns: 150 },
  );
});

function attempt(session: ProjectSession, seeds: readonly Seed[]) {
  try {
    session.edit('Change', editFrom(session.view().project, seeds));
  } catch (error) {
    expect(error).toBeInstanceOf(EditError);
  }
}

function envelope(name: string): EditEnvelope {
  return { id: `edt_${name.toLowerCase()}`, label: `Rename to ${name}`, edit: { type: 'project.rename', name } };
}
