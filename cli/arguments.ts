import { parseArgs } from 'node:util';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

export interface OptionKind {
  type: 'boolean' | 'string';
  multiple?: boolean;
  short?: string;
}

/** What a command is called with. */
export interface Arguments {
  positionals: readonly string[];
  /** Whether a flag was given. */
  has(name: string): boolean;
  /** An option's value; of several the last one. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
}

/** Options of every command. */
const COMMON = {
  server: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads what stands behind a command's name.
 * @param names of what must be given, in order; the last one may end in `…`: any number of them
 * @throws {Failure} with the exit code for usage
 */
export function readArguments(
  args: readonly string[],
  names: readonly string[],
  options: Readonly<Record<string, OptionKind>>,
): Arguments {
  const { values, positionals } = parsed(args, { ...options, ...COMMON });
  const given = (name: string) => values[name];
  const isHelp = given('help') === true;
  const missing = names.filter((name) => !name.startsWith('['))[positionals.length];
  if (!isHelp && missing !== undefined) throw misused(`The ${missing} is missing.`);
  const extra = positionals[names.length];
  if (extra !== undefined) throw misused(`There is one argument too many: ${extra}`);
  const list = (name: string): readonly string[] => {
    const value = given(name);
    const all = Array.isArray(value) ? value : [value];
    return all.filter((one) => typeof one === 'string');
  };
  return { positionals, has: (name) => given(name) === true, value: (name) => list(name).at(-1), values: list };
}

function parsed(args: readonly string[], options: Readonly<Record<string, OptionKind>>) {
  try {
    return parseArgs({ args: [...args], options: { ...options }, allowPositionals: true });
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error));
  }
}

/** The command line was not understood. */
export function misused(message: string): Failure {
  return new Failure(EXIT.usage, message, 'sluice --help tells how it is used.');
}

/** Values of `name=value`, each name once. @throws {Failure} */
export function readValues(texts: readonly string[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) throw misused(`--value takes name=value, and not: ${text}`);
    const name = text.slice(0, at);
    if (values.has(name)) throw misused(`--value is given twice for ${name}.`);
    values.set(name, text.slice(at + 1));
  }
  return Object.fromEntries(values);
}

/** `30m`, `24h`, `7d` in milliseconds. @throws {Failure} */
export function readDuration(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const unit = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match?.[2] ?? ''];
  if (!match || unit === undefined) throw misused(`A duration is like 30m, 24h or 7d, and not: ${text}`);
  return Number(match[1]) * unit;
}
