import { X } from 'lucide-react';
import { useState } from 'react';
import type { RunState } from '../../shared/runs/run.ts';
import { useDesigner } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { LogFilters } from './LogFilters.tsx';
import { NO_SEARCH } from './log-search.ts';
import { type Kept, logTabs } from './log-tabs.ts';
import { RunList } from './RunList.tsx';

interface LogsDrawerProps {
  /** It is all that shows: it can’t be closed. */
  isAlone?: boolean;
}

/** The runs of the project, of one of its workflows or of one of its operations, with their logs; live. */
export default function LogsDrawer({ isAlone = false }: LogsDrawerProps) {
  const project = useDesigner((state) => state.project);
  const focus = useDesigner((state) => state.logsFocus);
  const selection = useDesigner((state) => state.selection);
  const openLogs = useDesigner((state) => state.openLogs);
  const setPane = useDesigner((state) => state.setPane);
  const [kept, setKept] = useState<Kept>({ operationId: null, workflowId: null });
  const [status, setStatus] = useState<RunState | null>(null);
  const [search, setSearch] = useState(NO_SEARCH);
  const operationId = focus.operationId ?? kept.operationId;
  const workflowId = focus.workflowId ?? kept.workflowId;
  if (operationId !== kept.operationId || workflowId !== kept.workflowId) setKept({ operationId, workflowId });
  if (!project) return null;

  const tabs = logTabs(project, selection, kept);
  const shown = tabs.find((tab) => idOf(tab) === idOf(focus));
  return (
    <Tabs
      label="Logs"
      value={shown ? idOf(shown) : ''}
      onChange={(id) => {
        const { operationId = null, workflowId = null } = tabs.find((tab) => idOf(tab) === id) ?? {};
        openLogs({ operationId, workflowId });
      }}
      tabs={tabs.map((tab) => ({
        id: idOf(tab),
        label: `Logging ${tab.name}`,
        content: (
          <RunList
            projectId={project.id}
            filter={{
              operationId: tab.operationId,
              workflow: project.workflows.find(({ id }) => id === tab.workflowId) ?? null,
              state: status,
              search,
            }}
            onSort={(sort) => setSearch({ ...search, sort })}
            openRun={focus.runId}
          />
        ),
      }))}
      trailing={
        <>
          <LogFilters search={search} onSearch={setSearch} status={status} onStatus={setStatus} />
          {!isAlone && (
            <IconButton label="Close logs" icon={<X size={16} />} onClick={() => setPane('logs', { open: false })} />
          )}
        </>
      }
    />
  );
}

/** A tab's id; the project's is empty. */
function idOf({ operationId, workflowId }: Kept): string {
  return operationId ?? workflowId ?? '';
}
