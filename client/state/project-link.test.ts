import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyProject } from '../../shared/project/project.ts';
import { type LinkListeners, openProjectLink } from './project-link.ts';

/** The browser's own, as far as it is used. */
class Source extends EventTarget {
  static readonly opened: Source[] = [];
  readonly url: string;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string) {
    super();
    this.url = url;
    Source.opened.push(this);
  }

  close(): void {}

  ready(revision: number): void {
    const data = JSON.stringify({ type: 'ready', revision });
    this.dispatchEvent(new MessageEvent('ready', { data }));
  }
}

/** What the page has open, and what the server says now. */
const known = emptyProject('Known', 'prj_1');
let now = { project: known, revision: 7 };
const asked: string[] = [];
const page = new EventTarget();

beforeEach(() => {
  now = { project: known, revision: 7 };
  asked.length = 0;
  Source.opened.length = 0;
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('fetch', async (url: string, { method }: { method: string }) => {
    asked.push(`${method} ${url}`);
    return Response.json(state());
  });
});
afterEach(() => vi.unstubAllGlobals());

const state = () => ({
  ...now,
  sample: false,
  environment: {
    id: 'env_1',
    name: 'Plant',
    timeZone: 'UTC',
    agentGroup: { id: 'agg_1', name: 'Plant', kind: 'private' as const, agents: [] },
  },
  deployed: [],
  lastRuns: [],
});

function open() {
  const listeners = {
    changed: vi.fn(),
    refused: vi.fn(),
    failed: vi.fn(),
    event: vi.fn(),
    recheck: vi.fn(),
    back: vi.fn(),
    live: vi.fn(),
  } satisfies LinkListeners;
  return { link: openProjectLink(state(), listeners), listeners };
}

test('a stream that is there again tells how things are: nothing is asked for that could come later, and older, than what it tells', async () => {
  const { link, listeners } = open();
  Source.opened[0]?.ready(7);
  expect(listeners.back).not.toHaveBeenCalled();
  Source.opened[0]?.ready(7);
  expect(listeners.back).toHaveBeenCalledOnce();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(asked).toEqual([]);
  link.close();
});

test('a project that was put back to what it was, from a backup, is shown as it is, and followed from there', async () => {
  const { link, listeners } = open();
  Source.opened[0]?.ready(7);
  now = { project: { ...known, name: 'Put back' }, revision: 3 };
  Source.opened[0]?.ready(3);
  await vi.waitFor(() => expect(Source.opened).toHaveLength(2));
  expect(link.session.view()).toMatchObject({ project: { name: 'Put back' }, revision: 3 });
  expect(Source.opened[1]?.url).toContain('after=3');
  Source.opened[1]?.ready(3);
  expect(Source.opened).toHaveLength(2);
  expect(listeners.failed).not.toHaveBeenCalled();
  link.close();
});

test('the browser asks before a page goes while something is not saved, also of a project that was left', async () => {
  const answers: ((reply: Response) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push(resolve)));
  const { link } = open();
  const leave = () => page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  link.session.edit('Rename', { type: 'project.rename', name: 'Mine' });
  link.close();
  expect(leave()).toBe(false);
  answers[0]?.(Response.json({ revision: 8, missed: [] }));
  await link.session.whenSaved();
  await Promise.resolve();
  expect(leave()).toBe(true);
});
