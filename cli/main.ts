import { createApi } from './api.ts';
import { misused, readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { cancel } from './commands/cancel.ts';
import { connector } from './commands/connector.ts';
import { logs } from './commands/logs.ts';
import { run } from './commands/run.ts';
import { runs } from './commands/runs.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { printable } from './printable.ts';
import { serverOf, tokenOf } from './settings.ts';
import { USAGE } from './usage.ts';

const COMMANDS: readonly Command[] = [run, runs, cancel, logs, connector];

const tell = (text: string) => {
  process.stderr.write(printable(text));
};

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

/** Does what the command line says; gives the exit code. @throws {Failure} */
async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined) throw misused('The command is missing.');
  if (name === '--help' || name === '-h' || name === 'help') return help();
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw misused(`There is no command ${name}.`);
  const args = readArguments(rest, command.given, command.options);
  if (args.has('help')) return help();
  const { signal } = interrupted;
  const api = createApi(serverOf(args.value('server'), process.env), tokenOf(process.env), signal);
  const print = (text: string) => {
    process.stdout.write(printable(text, args.has('json')));
  };
  return command.run(args, { api, signal, print, tell });
}

function help(): number {
  process.stdout.write(USAGE);
  return EXIT.success;
}

/** Says what went wrong; gives the exit code. */
function explain(error: unknown): number {
  if (interrupted.signal.aborted) {
    tell('Stopped waiting. A run that was accepted goes on: sluice cancel <run> has it canceled.\n');
    return EXIT.interrupted;
  }
  if (error instanceof Failure) {
    tell(`${[error.message, error.todo].filter(Boolean).join(' ')}\n`);
    return error.exitCode;
  }
  tell(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.internal;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as head(1), ends the program as it would any other.
  if (error.code === 'EPIPE') process.exit(EXIT.success);
  tell(`What was printed could not be written: ${error.message}\n`);
  process.exit(EXIT.internal);
});
// What is told there is for whoever reads it; what the program does and ends with is the same without a reader.
process.stderr.on('error', () => undefined);
// Not by process.exit: what was printed into a pipe would be cut.
process.exitCode = await main(process.argv.slice(2)).catch(explain);
