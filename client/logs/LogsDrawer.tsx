import { X } from 'lucide-react';
import { useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { RunState } from '../../shared/runs/run.ts';
import { useDesigner } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import styles from './LogsDrawer.module.css';
import { logTabs } from './log-tabs.ts';
import { RunList } from './RunList.tsx';

const STATES = [
  { value: '', label: 'All statuses' },
  ...RunState.options.map((state) => ({ value: state, label: state })),
];

/** The runs of the project, or of one of its operations, with their logs; live. */
export default function LogsDrawer() {
  const project = useDesigner((state) => state.project);
  const focus = useDesigner((state) => state.logsFocus);
  const selection = useDesigner((state) => state.selection);
  const openLogs = useDesigner((state) => state.openLogs);
  const setPane = useDesigner((state) => state.setPane);
  const [kept, setKept] = useState<Id | null>(null);
  const [status, setStatus] = useState<RunState | null>(null);
  if (focus.operationId !== null && focus.operationId !== kept) setKept(focus.operationId);
  if (!project) return null;

  const tabs = logTabs(project, selection, kept);
  const operationId = tabs.some((tab) => tab.operationId === focus.operationId) ? focus.operationId : null;
  return (
    <Tabs
      label="Logs"
      value={operationId ?? ''}
      onChange={(id) => openLogs({ operationId: id === '' ? null : id })}
      tabs={tabs.map((tab) => ({
        id: tab.operationId ?? '',
        label: `Logging ${tab.name}`,
        content: (
          <RunList
            projectId={project.id}
            filter={{ operationId: tab.operationId, state: status }}
            openRun={focus.runId}
          />
        ),
      }))}
      trailing={
        <>
          <div className={styles.status}>
            <Select
              hideLabel
              label="Status"
              placeholder="All statuses"
              value={status ?? ''}
              choices={STATES}
              onChange={(next) => setStatus(RunState.safeParse(next).data ?? null)}
            />
          </div>
          <IconButton label="Close logs" icon={<X size={16} />} onClick={() => setPane('logs', { open: false })} />
        </>
      }
    />
  );
}
