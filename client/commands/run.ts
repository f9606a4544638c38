import { CirclePlay } from 'lucide-react';
import type { Globals } from '../../shared/api/variables.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Designer } from '../state/designer.ts';
import { isUndeployed } from '../state/undeployed.ts';
import type { Command } from './command.ts';

/** Runs what is deployed of an operation; asks when nothing is, or when the design has changed since. */
export const run: Command = {
  id: 'run',
  needs: 'execute',
  title: 'Run',
  icon: CirclePlay,
  when: (target) => target.kind === 'operation',
  run: (target, state) => (target.kind === 'operation' ? runDeployed(target.id, state) : undefined),
};

/** Runs what is deployed of an operation, with values for global variables; asks as **Run** does. */
export function runDeployed(operationId: Id, state: Designer, globals?: Globals): Promise<boolean> | undefined {
  const values = globals && Object.keys(globals).length > 0 ? { globals } : {};
  const deployed = state.deployed[operationId] !== undefined;
  if (deployed && !isUndeployed(state, operationId)) return state.run(operationId, { deploy: false, ...values });
  state.showDialog({ kind: 'run-undeployed', operationId, deployed, ...values });
}
