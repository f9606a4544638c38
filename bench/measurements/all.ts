import type { Measurement } from '../parts/bench.ts';
import { copy } from './copy.ts';
import { latency } from './latency.ts';
import { list } from './list.ts';
import { many } from './many.ts';
import { several } from './several.ts';
import { smallRuns } from './small-runs.ts';
import { transfer } from './transfer.ts';

/** By their names on the command line, in the order of the page. */
export const measurements: Readonly<Record<string, Measurement>> = {
  transfer,
  several,
  many,
  copy,
  list,
  latency,
  'small-runs': smallRuns,
};
