import { parseArgs } from 'node:util';
import { z } from 'zod';
import { STORAGE_NAMES, type StorageName } from '../storages/storage.ts';

const MEBIBYTE = 1024 ** 2;

/** What the bench is asked to do. Sizes are in bytes. */
export interface BenchSettings {
  readonly only: readonly string[] | undefined;
  readonly storages: readonly StorageName[];
  readonly tools: readonly string[] | undefined;
  readonly rounds: number;
  /** Of tools that take many times as long as the others. */
  readonly slowRounds: number;
  readonly transferBytes: number;
  readonly copyBytes: number;
  readonly severalBytes: number;
  readonly objects: number;
  readonly cephObjects: number;
  readonly keys: number;
  readonly atATime: number;
  readonly runs: number;
  /** Where the results go; nowhere when undefined. */
  readonly page: string | undefined;
}

const positive = z.coerce.number().int().min(1);
const names = z.string().transform((text) => text.split(','));

const Options = z.object({
  only: names.optional(),
  storages: names.pipe(z.array(z.enum(['canned', 'store', 'tls', 'ceph']))).optional(),
  tools: names.optional(),
  rounds: positive.default(5),
  'slow-rounds': positive.optional(),
  gibibytes: z.coerce.number().positive().default(1),
  mebibytes: positive.optional(),
  objects: positive.default(10_000),
  'ceph-objects': positive.optional(),
  keys: positive.default(100_000),
  'at-a-time': positive.default(32),
  runs: positive.optional(),
  page: z.string().default('docs/performance.md'),
});

/** Reads the command line. @throws for an unknown option or a wrong value */
export function readSettings(args: readonly string[]): BenchSettings {
  const options = Object.fromEntries(Object.keys(Options.shape).map((name) => [name, { type: 'string' as const }]));
  const parsed = Options.parse(parseArgs({ args: [...args], options }).values);
  const bytes = parsed.mebibytes === undefined ? parsed.gibibytes * 1024 * MEBIBYTE : parsed.mebibytes * MEBIBYTE;
  return {
    only: parsed.only,
    storages: parsed.storages ?? STORAGE_NAMES,
    tools: parsed.tools,
    rounds: parsed.rounds,
    slowRounds: Math.min(parsed.rounds, parsed['slow-rounds'] ?? 2),
    transferBytes: bytes,
    copyBytes: bytes,
    severalBytes: Math.max(MEBIBYTE, Math.min(256 * MEBIBYTE, Math.floor(bytes / 4 / MEBIBYTE) * MEBIBYTE)),
    objects: parsed.objects,
    cephObjects: parsed['ceph-objects'] ?? Math.min(parsed.objects, 1000),
    keys: parsed.keys,
    atATime: parsed['at-a-time'],
    runs: parsed.runs ?? Math.min(1000, parsed.objects),
    page: parsed.page === 'none' ? undefined : parsed.page,
  };
}

/** Such as `1 GiB` or `64 MiB`. */
export const sizeText = (bytes: number) =>
  bytes >= 1024 * MEBIBYTE ? `${bytes / (1024 * MEBIBYTE)} GiB` : `${bytes / MEBIBYTE} MiB`;
