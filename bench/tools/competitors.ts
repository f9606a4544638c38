import type { Way } from '../parts/usage.ts';
import { awscli } from './awscli.ts';
import type { Competitor } from './job.ts';
import { rclone } from './rclone.ts';
import { s3cmd } from './s3cmd.ts';
import { s5cmd } from './s5cmd.ts';
import { findTool, type Tool, type ToolName } from './tool.ts';

interface Known extends ToolName {
  readonly make: (tool: Tool) => Competitor;
  /** Takes many times as long as the others: fewer rounds, and fewer objects of many. */
  readonly isSlow: boolean;
}

const KNOWN: readonly Known[] = [
  { name: 'rclone', program: 'rclone', versionArgs: ['version'], debian: 'rclone', make: rclone, isSlow: false },
  { name: 's5cmd', program: 's5cmd', versionArgs: ['version'], make: s5cmd, isSlow: false },
  { name: 'awscli', program: 'aws', versionArgs: ['--version'], debian: 'awscli', make: awscli, isSlow: true },
  { name: 's3cmd', program: 's3cmd', versionArgs: ['--version'], debian: 's3cmd', make: s3cmd, isSlow: true },
];

/** All that is compared with, as far as it could be found. */
export interface Competitors {
  readonly versions: readonly string[];
  /** Which are not there, and why. */
  readonly missing: readonly string[];
  /** The ways of all of them. @param slowRounds how many rounds the slow ones take part in */
  ways(of: (competitor: Competitor, isSlow: boolean) => readonly Way[], slowRounds: number): Way[];
}

/** @param wanted names of those to compare with; all unless given */
export function findCompetitors(wanted: readonly string[] | undefined): Competitors {
  const found: { competitor: Competitor; isSlow: boolean }[] = [];
  const versions: string[] = [];
  const missing: string[] = [];
  for (const known of KNOWN.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const search = findTool(known);
    if ('missing' in search) missing.push(search.missing);
    else {
      found.push({ competitor: known.make(search.tool), isSlow: known.isSlow });
      versions.push(`${known.name}: ${search.tool.version}`);
    }
  }
  return {
    versions,
    missing,
    ways: (of, slowRounds) =>
      found.flatMap(({ competitor, isSlow }) =>
        of(competitor, isSlow).map((way) => (isSlow ? { ...way, rounds: slowRounds } : way)),
      ),
  };
}
