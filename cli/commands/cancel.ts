import { routes } from '../../shared/api/routes.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { findRun } from '../find.ts';
import { untilEnded } from '../wait.ts';

/** Asks for a run to be canceled. With `--wait` the exit code tells how it ended: it may have been done by then. */
export const cancel: Command = {
  name: 'cancel',
  given: ['run'],
  options: { wait: { type: 'boolean' } },
  run: async (args, surroundings) => {
    const { api, print } = surroundings;
    const { id: runId, projectId } = await findRun(api, args.positionals[0] ?? '');
    let run = await api.call(routes.cancelRun, { params: { projectId, runId } });
    if (args.has('wait')) run = await untilEnded(surroundings, run);
    print(args.has('json') ? `${JSON.stringify(run)}\n` : `${run.state}\n`);
    if (!args.has('wait') || !hasEnded(run.state)) return EXIT.success;
    return run.state === 'Canceled' ? EXIT.success : EXIT.refused;
  },
};
