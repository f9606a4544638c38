import type { Api } from './api.ts';
import type { Arguments, OptionKind } from './arguments.ts';

/** What a command may use. */
export interface Surroundings {
  api: Api;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** To the standard output: what was asked for, and nothing else. */
  print(text: string): void;
  /** To the standard error: what a person may want to know beside that. */
  tell(text: string): void;
}

/** One command of the program. */
export interface Command {
  readonly name: string;
  /** What it is given, in order, such as `operation`; one in brackets may be left out. */
  readonly given: readonly string[];
  readonly options: Readonly<Record<string, OptionKind>>;
  /** Ends with the exit code. @throws {Failure} */
  run(args: Arguments, surroundings: Surroundings): Promise<number>;
}
