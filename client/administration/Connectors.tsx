import { Blocks, Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { designer } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './Administration.module.css';
import { ConnectorCard } from './ConnectorCard.tsx';
import { PolicyCard } from './PolicyCard.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { useRegistry } from './use-administration.ts';
import { Waiting } from './Waiting.tsx';

/** The registry of connectors: every version, where it is from, and which agents have it; and the policy about updates. */
export function Connectors() {
  const { data: connectors, error, refetch } = useRegistry();
  const [isPublishing, setPublishing] = useState(false);
  const latest = connectors?.map((one) => `${one.id} ${one.latest}`).join();
  // Their icons come with their descriptors.
  useEffect(() => {
    if (latest !== undefined) designer.getState().refreshConnectors();
  }, [latest]);
  if (!connectors) return <Waiting what="connectors" error={error} again={() => void refetch()} />;
  const publish = (
    <Button icon={<Upload size={16} aria-hidden="true" />} aria-haspopup="dialog" onClick={() => setPublishing(true)}>
      Publish a connector
    </Button>
  );
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.hint}>
          A connector draws its own screens here and does the work on the agents. Agents download a published version,
          check it against its checksum and keep it; a run ends with the version it began with.
        </p>
        {connectors.length > 0 && publish}
      </div>
      <PolicyCard />
      {connectors.length === 0 ? (
        <EmptyState
          icon={<Blocks size={28} aria-hidden="true" />}
          title="No connector yet"
          text="Nothing can be connected before one is published."
          action={publish}
        />
      ) : (
        connectors.map((connector) => <ConnectorCard key={connector.id} connector={connector} />)
      )}
      {isPublishing && <PublishDialog onClose={() => setPublishing(false)} />}
    </div>
  );
}
