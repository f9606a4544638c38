import type { Limits } from '../../shared/api/limits.ts';

/** The most that can be set; the server holds the same. */
export const MOST: Readonly<Record<keyof Limits, number>> = { logDays: 3650, debugDays: 90, debugKiB: 1024 };

/** The limits while they are typed. */
export type LimitsDraft = Readonly<Record<keyof Limits, string>>;

export function limitsDraft({ logDays, debugDays, debugKiB }: Limits): LimitsDraft {
  return { logDays: String(logDays), debugDays: String(debugDays), debugKiB: String(debugKiB) };
}

/** What is wrong with a limit as it was typed, as a sentence. */
export function limitProblem(text: string, most: number): string | null {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= 1 && value <= most) return null;
  return `Enter a whole number from 1 to ${most.toLocaleString('en-US')}.`;
}

/** The limits that were typed; null while one of them is none. */
export function limitsOf({ logDays, debugDays, debugKiB }: LimitsDraft): Limits | null {
  if (limitProblem(logDays, MOST.logDays) ?? limitProblem(debugDays, MOST.debugDays)) return null;
  if (limitProblem(debugKiB, MOST.debugKiB)) return null;
  return { logDays: Number(logDays), debugDays: Number(debugDays), debugKiB: Number(debugKiB) };
}
