import { Plus } from 'lucide-react';
import type { Command } from './command.ts';

/** Asks for a new schedule. */
export const createSchedule: Command = {
  id: 'create-schedule',
  needs: 'write',
  title: 'Create new',
  icon: Plus,
  when: (target) => target.kind === 'category' && target.id === 'schedules',
  run: (_target, state) => state.showDialog({ kind: 'schedule', scheduleId: null }),
};
