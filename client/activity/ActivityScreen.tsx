import { activityTypeOf } from '../../shared/checks/activity-type.ts';
import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ActivityForm } from './ActivityForm.tsx';

/** The configuration of an activity in two steps, drawn from its connector's descriptor. */
export default function ActivityScreen({ activityId }: { activityId: Id }) {
  const project = useDesigner((state) => state.project);
  const descriptors = useDesigner((state) => state.descriptors);
  const closeScreen = useDesigner((state) => state.closeScreen);
  const activity = project?.activities[activityId];
  if (!project || !activity) return null;
  const connection = project.connections[activity.connectionId];
  const descriptor = descriptors.find(({ id }) => id === connection?.connector);
  const type = activityTypeOf(activity, project, descriptors);
  if (!connection || !descriptor || !type)
    return (
      <EmptyState
        title={
          descriptor ? `Unknown activity type “${activity.type}”` : `Unknown connector “${connection?.connector ?? ''}”`
        }
        text={`The screen of “${activity.name}” can’t be drawn. Have a version of the connector published that knows it, under Administration, Connectors; or delete the activity from the project pane.`}
        action={<Button onClick={closeScreen}>Back to the canvas</Button>}
      />
    );
  return <ActivityForm key={activityId} project={project} activity={activity} descriptor={descriptor} type={type} />;
}
