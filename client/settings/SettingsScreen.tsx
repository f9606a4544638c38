import { useDesigner } from '../state/designer.ts';
import type { Screen } from '../state/view-slice.ts';
import { SettingsForm } from './SettingsForm.tsx';

/** An operation's settings: when it runs by itself, what happens after its runs, and how it runs. */
export default function SettingsScreen({ screen }: { screen: Extract<Screen, { kind: 'settings' }> }) {
  const project = useDesigner((state) => state.project);
  const operation = project?.operations[screen.operationId];
  if (!project || !operation) return null;
  return <SettingsForm project={project} operation={operation} screen={screen} />;
}
