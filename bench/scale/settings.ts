import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What the bench of scale is asked to do. */
export interface ScaleSettings {
  readonly only: readonly string[] | undefined;
  readonly rounds: number;
  /** In each round that counts runs a second. */
  readonly runs: number;
  /** The longest queue, the longest log and the most projects. */
  readonly waiting: number;
  readonly messages: number;
  readonly projects: number;
  /** A slow machine makes fewer projects: no more are begun after so long. */
  readonly projectSeconds: number;
  /** How often each thing is timed at each size. */
  readonly samples: number;
  /** The size of the objects in the measurement of bytes/s. */
  readonly bytes: number;
  /** Where the results go; nowhere when undefined. */
  readonly page: string | undefined;
}

const positive = z.coerce.number().int().min(1);

const Options = z.object({
  only: z
    .string()
    .transform((text) => text.split(','))
    .optional(),
  rounds: positive.default(3),
  runs: positive.default(600),
  waiting: positive.default(100_000),
  messages: positive.default(1_000_000),
  projects: positive.default(1_000),
  'project-seconds': positive.default(150),
  samples: positive.default(60),
  mebibytes: positive.default(64),
  page: z.string().default('docs/performance.md'),
});

/** Reads the command line. @throws for an unknown option or a wrong value */
export function readScaleSettings(args: readonly string[]): ScaleSettings {
  const options = Object.fromEntries(Object.keys(Options.shape).map((name) => [name, { type: 'string' as const }]));
  const {
    mebibytes,
    page,
    'project-seconds': projectSeconds,
    ...parsed
  } = Options.parse(parseArgs({ args: [...args], options }).values);
  return {
    ...parsed,
    projectSeconds,
    only: parsed.only,
    bytes: mebibytes * 1024 ** 2,
    page: page === 'none' ? undefined : page,
  };
}
