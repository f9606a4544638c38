import { randomUUID } from 'node:crypto';
import type { RunAssignment } from '../shared/api/agent-gateway.ts';
import { isPredefined, type PredefinedVariable } from '../shared/variables/known.ts';

/** Gives the value that a variable has now; undefined when it has none. */
export type LookUp = (name: string) => string | undefined;

/** The variables of one step. */
export function variablesOfStep(
  assignment: Pick<RunAssignment, 'runId' | 'operation'>,
  agentName: string,
  now: Date = new Date(),
): LookUp {
  const [date = '', clock = ''] = now.toISOString().split('T');
  const values: Record<PredefinedVariable, string> = {
    'jitterbit.operation.name': assignment.operation.name,
    'jitterbit.operation.guid': assignment.operation.id,
    'jitterbit.operation.instance.guid': assignment.runId,
    'jitterbit.agent.name': agentName,
    date,
    time: clock.slice(0, 8).replaceAll(':', ''),
    unique: randomUUID(),
  };
  return (name) => (isPredefined(name) ? values[name] : undefined);
}
