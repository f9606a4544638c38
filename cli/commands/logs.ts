import { setTimeout as sleep } from 'node:timers/promises';
import { routes } from '../../shared/api/routes.ts';
import type { NumberedMessage } from '../../shared/api/run-replies.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import type { Command, Surroundings } from '../command.ts';
import { EXIT, exitOf } from '../exit-codes.ts';
import { findRun } from '../find.ts';
import { outcomeInWords } from '../words.ts';

const PAGE = 1_000;
const ASK_EVERY_MS = 400;

/** Prints a run's log. With `--follow` to its end, and the exit code then tells how the run ended. */
export const logs: Command = {
  name: 'logs',
  given: ['run'],
  options: { follow: { type: 'boolean', short: 'f' } },
  run: async (args, surroundings) => {
    const { api, print } = surroundings;
    const run = await findRun(api, args.positionals[0] ?? '');
    if (args.has('follow')) return follow(run, args.has('json'), surroundings);
    const params = { projectId: run.projectId, runId: run.id };
    const format = args.has('json') ? 'jsonl' : 'text';
    for await (const piece of await api.text(routes.downloadLog, { params, query: { format } })) print(piece);
    return EXIT.success;
  },
};

async function follow(run: Run, asJson: boolean, { api, print, tell, signal }: Surroundings): Promise<number> {
  const params = { projectId: run.projectId, runId: run.id };
  for (let after = 0; ; ) {
    // Asked before its lines: what an ended run has said is then all there.
    const now = await api.call(routes.getRun, { params });
    for (;;) {
      const { messages } = await api.call(routes.listMessages, { params, query: { after, limit: PAGE } });
      for (const message of messages) print(asJson ? `${JSON.stringify(message)}\n` : lineOf(message));
      after = messages.at(-1)?.number ?? after;
      if (messages.length < PAGE) break;
    }
    if (hasEnded(now.state)) {
      tell(`${outcomeInWords(now, new Date())}\n`);
      return exitOf(now.state);
    }
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
}

function lineOf({ at, level, text, todo }: NumberedMessage): string {
  return `${at}  ${level.padEnd(7)}  ${text}${todo === undefined ? '' : ` ${todo}`}\n`;
}
