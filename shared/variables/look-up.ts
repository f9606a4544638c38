import type { AgentVariable } from '../api/agent-gateway.ts';
import type { PredefinedValues } from './facts.ts';

/**
 * Gives the value that a variable has now. Undefined: it has none, and the default in the field stands in. Null: it has none
 * and must have one, so that no default stands in.
 */
export type LookUp = (name: string) => string | undefined | null;

/**
 * Variables of all kinds by their names: predefined ones, then what the run was started with, then the project's own (their
 * value, or else their default value).
 */
export function lookUpIn(
  predefined: PredefinedValues,
  globals: Readonly<Record<string, string>>,
  variables: readonly AgentVariable[],
): LookUp {
  const values = new Map<string, string>(Object.entries(globals));
  const required = new Set<string>();
  for (const { name, value, required: mustHaveOne } of variables) {
    if (values.has(name)) continue;
    if (mustHaveOne && (value === undefined || value === '')) required.add(name);
    else if (value !== undefined) values.set(name, value);
  }
  const runtime = new Map<string, string>(Object.entries(predefined));
  return (name) => runtime.get(name) ?? values.get(name) ?? (required.has(name) ? null : undefined);
}
