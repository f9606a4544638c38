import { median } from './statistics.ts';
import { inRange, ofAll, type Result, timesFaster } from './usage.ts';

/** A table of results, and what stands above and below it. */
export interface Section {
  /** By which a later run finds and replaces it. */
  readonly id: string;
  readonly title: string;
  readonly table: Table;
  /** How it was measured, one sentence or more. */
  readonly how: string;
  readonly notes?: readonly string[];
}

export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Unit {
  /** Such as `MB/s`. */
  readonly name: string;
  readonly amount: number;
  /** For how much CPU seconds are given, such as `GiB`; for all of it unless said. */
  readonly cpu?: { readonly per: string; readonly amount: number };
}

/** Movers one below the other; the first one is ours. Ratios are of the same rounds. */
export function moversTable(results: readonly Result[], unit: Unit): Table {
  const [ours] = results;
  const per = unit.cpu === undefined ? '' : ` per ${unit.cpu.per}`;
  const headings = [
    'mover',
    'seconds',
    unit.name,
    `CPU s${per}`,
    `storage’s CPU s${per}`,
    'peak memory',
    'Sluice is × faster',
  ];
  const rows = results.map((result) => {
    const { way, usages } = result;
    if (!ours || usages.length === 0) return [way.name, 'failed'];
    const share = (way.amount ?? unit.amount) / unit.amount;
    const cpuAmount = unit.cpu === undefined ? 1 : unit.cpu.amount * share;
    const done = way.amount ?? unit.amount;
    const how = usages.at(-1)?.way;
    const fewer =
      way.amount === undefined || way.amount === unit.amount ? '' : `, ${way.amount.toLocaleString('en-US')} of them`;
    const first = ours.usages.length > usages.length ? `, ${usages.length} rounds` : '';
    return [
      `${way.name}${how === undefined ? '' : ` (${how})`}${fewer}${first}`,
      inRange(
        ofAll(result, ({ seconds }) => seconds),
        2,
      ),
      inRange(
        ofAll(result, ({ seconds }) => done / seconds),
        0,
      ),
      inRange(
        ofAll(result, ({ cpu }) => cpu / cpuAmount),
        2,
      ),
      median(ofAll(result, ({ storageCpu }) => storageCpu / cpuAmount)).toFixed(2),
      `${Math.round(Math.max(...ofAll(result, ({ peak }) => peak)) / 1024 ** 2)} MiB`,
      result === ours ? '' : timesFaster(withAmount(ours, unit.amount), withAmount(result, unit.amount)).toFixed(2),
    ];
  });
  return { headings, rows };
}

const withAmount = (result: Result, amount: number): Result =>
  result.way.amount === undefined ? { ...result, way: { ...result.way, amount } } : result;

/** Why movers have not come to the end of their rounds, for the notes. */
export const failuresOf = (results: readonly Result[]): string[] =>
  results.flatMap(({ way, failure }) =>
    failure === undefined ? [] : [`${way.name} failed: ${failure.slice(0, 300)}`],
  );

export const markdownTable = ({ headings, rows }: Table): string =>
  [headings, headings.map(() => '---'), ...rows]
    .map((cells) => `| ${headings.map((_, index) => (cells[index] ?? '').replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
