import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isOnPath } from '../../testing/ceph/available.ts';
import { type Unpacked, unpackPackage } from './debian.ts';

/** A program that is compared with. */
export interface Tool {
  readonly name: string;
  /** Its first line about itself. */
  readonly version: string;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface ToolName {
  readonly name: string;
  readonly program: string;
  readonly versionArgs: readonly string[];
  /** The Debian package that has it. */
  readonly debian?: string;
}

export type Search = { readonly tool: Tool } | { readonly missing: string };

/** Finds a program on the PATH, or gets it from Debian. */
export function findTool(wanted: ToolName): Search {
  const { name, program, debian } = wanted;
  try {
    if (isOnPath(program)) return { tool: tool(wanted, program, {}) };
    if (debian === undefined) return { missing: `${name} (not on the PATH)` };
    const { bin, env }: Unpacked = unpackPackage(debian);
    return { tool: tool(wanted, join(bin, program), env) };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { missing: `${name} (${why})` };
  }
}

function tool({ name, versionArgs }: ToolName, command: string, env: Readonly<Record<string, string>>): Tool {
  const said = execFileSync(command, [...versionArgs], { encoding: 'utf8', env: { ...process.env, ...env } });
  const version = said.trim().split('\n')[0] ?? name;
  return { name, command, env, version };
}
