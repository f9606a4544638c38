import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';

export interface ConnectionScreenProps {
  connector: string;
  /** Null for a new connection. */
  connectionId: Id | null;
}

/** The configuration of a connection, drawn from its connector's descriptor. */
export default function ConnectionScreen({ connector, connectionId }: ConnectionScreenProps) {
  const project = useDesigner((state) => state.project);
  const closeScreen = useDesigner((state) => state.closeScreen);
  const descriptor = useDesigner((state) => state.descriptors.find(({ id }) => id === connector));
  if (!project) return null;
  if (!descriptor)
    return (
      <main>
        <EmptyState
          title={`Unknown connector “${connector}”`}
          text="It is not published here, so that its screen can’t be drawn. Have it published, under Administration, Connectors; or delete the connection from the project pane."
          action={<Button onClick={closeScreen}>Back to the canvas</Button>}
        />
      </main>
    );
  return (
    <ConnectionForm key={connectionId ?? 'new'} project={project} descriptor={descriptor} connectionId={connectionId} />
  );
}
