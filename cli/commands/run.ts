import { routes } from '../../shared/api/routes.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import { readValues } from '../arguments.ts';
import type { Command, Surroundings } from '../command.ts';
import { EXIT, exitOf } from '../exit-codes.ts';
import { findOperation, findProject, findRun } from '../find.ts';
import { untilEnded } from '../wait.ts';
import { outcomeInWords } from '../words.ts';

/** Runs an operation. Without `--wait` the run's id is printed as soon as it is accepted: it is never lost from then on. */
export const run: Command = {
  name: 'run',
  given: ['project', 'operation'],
  options: {
    value: { type: 'string', multiple: true },
    again: { type: 'string' },
    wait: { type: 'boolean' },
    deploy: { type: 'boolean' },
  },
  run: async (args, surroundings) => {
    const { api, print, tell } = surroundings;
    const [project = '', operation = ''] = args.positionals;
    const values = readValues(args.values('value'));
    const { id: projectId } = await findProject(api, project);
    const state = await api.call(routes.getProject, { params: { projectId } });
    const { id: operationId } = findOperation(state, operation);
    const again = args.value('again');
    const globals = { ...(again === undefined ? {} : await valuesOf(surroundings, again)), ...values };
    const { runId } = await api.call(routes.runOperation, {
      params: { projectId, operationId },
      body: { deploy: args.has('deploy'), globals },
    });
    if (!args.has('wait')) {
      const accepted = await api.call(routes.getRun, { params: { projectId, runId } });
      print(args.has('json') ? `${JSON.stringify(accepted)}\n` : `${runId}\n`);
      return EXIT.success;
    }
    tell(`Run ${runId}\n`);
    const ended = await untilEnded(surroundings, { id: runId, projectId });
    print(args.has('json') ? `${JSON.stringify(ended)}\n` : `${outcomeInWords(ended, new Date())}\n`);
    if (ended.lastMessage !== null) tell(`${ended.lastMessage}\n`);
    return hasEnded(ended.state) ? exitOf(ended.state) : EXIT.internal;
  },
};

/** The values that an earlier run was started with. */
async function valuesOf({ api, tell }: Surroundings, text: string): Promise<Record<string, string>> {
  const { id: runId, projectId } = await findRun(api, text);
  const { globals, withheld } = await api.call(routes.getRunGlobals, { params: { projectId, runId } });
  for (const name of withheld) tell(`The value of ${name} is left out: the variable has been hidden since.\n`);
  return globals;
}
