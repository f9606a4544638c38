import { ScrollText } from 'lucide-react';
import type { Command } from './command.ts';

/** Opens the logs drawer on the runs of an operation, or of all that stand in a workflow. */
export const viewLogs: Command = {
  id: 'view-logs',
  needs: 'view-logs',
  title: 'View logs',
  icon: ScrollText,
  when: (target) => target.kind === 'operation' || target.kind === 'workflow',
  run: (target, state) => {
    if (target.kind === 'workflow') state.openLogs({ workflowId: target.id });
    if (target.kind === 'operation')
      state.openLogs({ operationId: target.id, runId: state.lastRun[target.id] ?? null });
  },
};
