import { Plus } from 'lucide-react';
import type { Command } from './command.ts';

/** Opens the screen of a new e-mail. */
export const createEmail: Command = {
  id: 'create-email',
  needs: 'write',
  title: 'Create new',
  icon: Plus,
  when: (target) => target.kind === 'category' && target.id === 'emails',
  run: (_target, state) => state.openScreen({ kind: 'email', emailId: null }),
};
