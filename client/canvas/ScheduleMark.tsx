import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import type { Schedule } from '../../shared/project/schedule.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { viewEdit } from '../commands/view-edit.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';

interface ScheduleMarkProps {
  operationId: Id;
  tabIndex: number;
}

/** Shows that an operation has a schedule; its tooltip tells the next time, a click opens it. */
export function ScheduleMark({ operationId, tabIndex }: ScheduleMarkProps) {
  const schedule = useDesigner(({ project }) => project?.schedules[project.operations[operationId]?.scheduleId ?? '']);
  const [tip, setTip] = useState<{ of: Schedule; text: string } | null>(null);
  if (!schedule) return null;
  // Asked when somebody wants to know: a canvas may have thousands of them.
  const ask = async () => {
    const projectId = designer.getState().project?.id;
    if (projectId === undefined) return;
    try {
      const { scheduleTip } = await import('../schedule/schedule-tip.ts');
      setTip({ of: schedule, text: await scheduleTip(projectId, operationId, schedule) });
    } catch {
      setTip(null);
    }
  };
  return (
    <IconButton
      label={`Schedule ${schedule.name}`}
      detail={tip?.of === schedule ? tip.text : undefined}
      icon={<CalendarClock size={16} aria-hidden="true" />}
      size="small"
      tabIndex={tabIndex}
      onPointerEnter={() => void ask()}
      onFocus={() => void ask()}
      onClick={() => runCommand(viewEdit, { kind: 'schedule', id: schedule.id, place: 'canvas' })}
    />
  );
}
