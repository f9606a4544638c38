import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import type { Transaction } from '../database/sql.ts';
import type { RunRow } from '../runs/row.ts';

/** How long sending an e-mail may take. */
export const EMAIL_TIME_OUT_SECONDS = 300;

/** The part of a snapshot that the run of an e-mail needs: nothing but the e-mail and the variables that may stand in it. */
export function emailSnapshot({ operation, emails, variables }: Snapshot, row: RunRow): Snapshot | null {
  const email = emails?.[row.operation_id];
  if (!email) return null;
  return {
    operation: { id: operation.id, name: operation.name, steps: [] },
    activities: {},
    connections: {},
    emails: { [email.id]: email },
    ...(variables ? { variables } : {}),
  };
}

/** What an e-mail without a text of its own tells: how the run ended that it is sent for. */
export async function aboutRun(trx: Transaction, row: RunRow): Promise<NonNullable<RunAssignment['email']>['about']> {
  const run = await trx
    .selectFrom('runs')
    .select(['id', 'operation_name', 'state', 'ended_at', 'last_message'])
    .where('id', '=', row.parent_run_id ?? '')
    .executeTakeFirst();
  return {
    runId: run?.id ?? row.id,
    operationName: run?.operation_name ?? row.operation_name,
    state: run && hasEnded(run.state) ? run.state : 'Error',
    endedAt: (run?.ended_at ?? new Date()).toISOString(),
    message: run?.last_message ?? '',
  };
}
