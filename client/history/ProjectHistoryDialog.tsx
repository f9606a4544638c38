import { useState } from 'react';
import { useDesigner } from '../state/designer.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { DeploymentList } from './DeploymentList.tsx';
import styles from './ProjectHistoryDialog.module.css';
import { RestoreDialog } from './RestoreDialog.tsx';
import { RevisionList } from './RevisionList.tsx';

/** An earlier design that somebody wants back. */
export interface RestoreTarget {
  revision: number;
  /** As it stands in `Restore …`: `the design of 3 May, 14:05:09`. */
  what: string;
}

/** What was deployed, and what the design was: each can be opened, and brought back. */
export default function ProjectHistoryDialog() {
  const projectId = useDesigner((state) => state.project?.id);
  const close = useDesigner((state) => state.closeDialog);
  const [tab, setTab] = useState('deployments');
  const [restoring, setRestoring] = useState<RestoreTarget | null>(null);
  if (projectId === undefined) return null;
  return (
    <>
      <Dialog
        open
        onClose={close}
        size="large"
        title="Project history"
        description="Restore brings an earlier design back as a new change. Nothing is lost by it, and what is deployed stays as it is."
      >
        <div className={styles.body}>
          <Tabs
            label="Project history"
            value={tab}
            onChange={setTab}
            tabs={[
              {
                id: 'deployments',
                label: 'Deployments',
                content: <DeploymentList projectId={projectId} onRestore={setRestoring} />,
              },
              {
                id: 'design',
                label: 'Design changes',
                content: <RevisionList projectId={projectId} onRestore={setRestoring} />,
              },
            ]}
          />
        </div>
      </Dialog>
      {restoring && (
        <RestoreDialog
          key={restoring.revision}
          projectId={projectId}
          target={restoring}
          onBack={() => setRestoring(null)}
          onDone={close}
        />
      )}
    </>
  );
}
