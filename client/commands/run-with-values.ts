import { SquarePlay } from 'lucide-react';
import type { Command } from './command.ts';

/** Asks for values of the global variables that an operation names, and runs it with them. */
export const runWithValues: Command = {
  id: 'run-with-values',
  needs: 'execute',
  title: 'Run with values…',
  icon: SquarePlay,
  when: (target) => target.kind === 'operation',
  run: (target, state) => {
    if (target.kind === 'operation') state.showDialog({ kind: 'run-with-values', operationId: target.id });
  },
};
