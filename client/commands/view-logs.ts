import { ScrollText } from 'lucide-react';
import type { Command } from './command.ts';

/** Opens the logs drawer on an operation's runs. */
export const viewLogs: Command = {
  id: 'view-logs',
  title: 'View logs',
  icon: ScrollText,
  when: (target) => target.kind === 'operation',
  run: (target, state) => {
    if (target.kind !== 'operation') return;
    state.openLogs({ operationId: target.id, runId: state.lastRun[target.id] ?? null });
  },
};
