import { Plus } from 'lucide-react';
import type { Command } from './command.ts';

/** Asks for a new project variable. */
export const createVariable: Command = {
  id: 'create-variable',
  needs: 'write',
  title: 'Create new',
  icon: Plus,
  when: (target) => target.kind === 'category' && target.id === 'variables',
  run: (_target, state) => state.showDialog({ kind: 'variable', variableId: null, name: '' }),
};
