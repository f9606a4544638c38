import { routes } from '../../shared/api/routes.ts';
import { type Run, RunState } from '../../shared/runs/run.ts';
import { misused, readDuration } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { findOperation, findProject } from '../find.ts';
import { bytesInWords, durationInWords, durationOf, table } from '../words.ts';

const PAGE = 200;

/** Lists the runs of a project, the newest first: those of the last 24 hours, unless it is said otherwise. */
export const runs: Command = {
  name: 'runs',
  given: ['project', '[operation]'],
  options: {
    state: { type: 'string', multiple: true },
    since: { type: 'string' },
    message: { type: 'string' },
    limit: { type: 'string' },
  },
  run: async (args, { api, print }) => {
    const [name = '', operation] = args.positionals;
    const limit = limitOf(args.value('limit') ?? '50');
    const since = readDuration(args.value('since') ?? '24h');
    const states = args.values('state').map(stateOf);
    const { id: projectId } = await findProject(api, name);
    const state = operation === undefined ? null : await api.call(routes.getProject, { params: { projectId } });
    const query = {
      operationId: state && operation !== undefined ? findOperation(state, operation).id : undefined,
      states: states.length === 0 ? undefined : states.join(','),
      from: new Date(Date.now() - since).toISOString(),
      message: args.value('message'),
    };
    const found: Run[] = [];
    for (let cursor: string | null | undefined; found.length < limit && cursor !== null; ) {
      const most = Math.min(PAGE, limit - found.length);
      const page = { ...query, limit: most, cursor: cursor ?? undefined };
      const reply = await api.call(routes.listRuns, { params: { projectId }, query: page });
      found.push(...reply.runs);
      cursor = reply.next;
    }
    print(args.has('json') ? `${JSON.stringify(found)}\n` : inTable(found));
    return EXIT.success;
  },
};

function inTable(found: readonly Run[]): string {
  if (found.length === 0) return '';
  const now = new Date();
  const head = ['RUN', 'STATE', 'STARTED', 'DURATION', 'OBJECTS', 'BYTES', 'OPERATION'];
  const rows = found.map((run) => {
    const duration = durationOf(run, now);
    return [
      run.id,
      run.state,
      run.startedAt?.slice(0, 19) ?? '',
      duration === null ? '' : durationInWords(duration),
      run.objects.toLocaleString('en-US'),
      bytesInWords(run.bytes),
      run.operationName,
    ];
  });
  return table([head, ...rows]);
}

/** A state in upper or lower case. */
function stateOf(text: string): RunState {
  const found = RunState.options.find((state) => state.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw misused(`--state takes one of ${RunState.options.join(', ')}, and not: ${text}`);
  return found;
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
    throw misused(`--limit takes a whole number from 1 to 100000, and not: ${text}`);
  return limit;
}
