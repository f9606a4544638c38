import { useDesigner } from '../state/designer.ts';
import { Tabs } from '../ui/Tabs.tsx';
import { ComponentTree } from './ComponentTree.tsx';
import { WorkflowsTab } from './WorkflowsTab.tsx';

/** The pane at the left: what the project is made of, by workflow and by kind. */
export default function ProjectPane() {
  const tab = useDesigner((state) => state.paneTab);
  const setTab = useDesigner((state) => state.setPaneTab);
  return (
    <Tabs
      label="Project pane"
      value={tab}
      onChange={(id) => setTab(id === 'components' ? 'components' : 'workflows')}
      tabs={[
        { id: 'workflows', label: 'Workflows', content: <WorkflowsTab /> },
        { id: 'components', label: 'Components', content: <ComponentTree /> },
      ]}
    />
  );
}
