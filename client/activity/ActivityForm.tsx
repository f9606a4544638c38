import { useState } from 'react';
import type { ActivityType, Descriptor } from '../../shared/connector.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Project } from '../../shared/project/project.ts';
import { DescriptorForm } from '../descriptor-form/DescriptorForm.tsx';
import { withName } from '../descriptor-form/draft.ts';
import { uniqueNameProblem } from '../descriptor-form/name-problem.ts';
import { RemoteNotice } from '../descriptor-form/RemoteNotice.tsx';
import { ScreenFrame } from '../descriptor-form/ScreenFrame.tsx';
import { privateAgentsOnly } from '../descriptor-form/surroundings.ts';
import { useEditing } from '../descriptor-form/use-editing.ts';
import { useLeave } from '../descriptor-form/use-leave.tsx';
import { useScreenForm } from '../descriptor-form/use-screen-form.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { TextField } from '../ui/TextField.tsx';
import { ActivityActions } from './ActivityActions.tsx';
import { activityDraft, activityEdit } from './activity-draft.ts';
import { ConnectionLink } from './ConnectionLink.tsx';
import { SchemaReview } from './SchemaReview.tsx';
import { Stepper } from './Stepper.tsx';
import { needWarnings } from './warnings.ts';

interface ActivityFormProps {
  project: Project;
  activity: Activity;
  descriptor: Descriptor;
  type: ActivityType;
}

const LAST_STEP = 1;

export function ActivityForm({ project, activity, descriptor, type }: ActivityFormProps) {
  const environment = useDesigner((state) => state.environment);
  const descriptors = useDesigner((state) => state.descriptors);
  const closeScreen = useDesigner((state) => state.closeScreen);
  const openScreen = useDesigner((state) => state.openScreen);
  const [step, setStep] = useState(activity.configured ? LAST_STEP : 0);
  const stored = activityDraft(activity);
  const editing = useEditing(stored, stored);
  const { draft } = editing;
  const surroundings = {
    projectId: project.id,
    connectionId: draft.connectionId,
    privateAgentsOnly: privateAgentsOnly(environment),
  };
  const warnings = needWarnings(type, draft.settings, project, activity.id, descriptors);
  const screen = useScreenForm(type.screen.sections, editing, surroundings, warnings);
  const leave = useLeave(editing.dirty, closeScreen);

  const others = Object.values(project.activities)
    .filter((other) => other.type === activity.type && other.id !== activity.id)
    .map((other) => other.name);
  const nameProblem = uniqueNameProblem(draft.name, others, `${type.name} activity`);
  const connections = Object.values(project.connections).filter((one) => one.connector === descriptor.id);
  const connection = project.connections[draft.connectionId] ?? project.connections[activity.connectionId];

  const save = (finished: boolean) => {
    const unchanged = !editing.dirty && (!finished || activity.configured);
    const { label, edit } = activityEdit(activity, draft, finished);
    if (unchanged || designer.getState().edit(label, edit)) closeScreen();
  };
  const goOn = (then: () => void) => {
    if (nameProblem === null && screen.valid) return then();
    setStep(0);
    screen.showAll();
  };

  return (
    <ScreenFrame
      width="wide"
      icon={<ConnectorIcon connector={descriptor.id} size={32} />}
      above={
        connection && (
          <ConnectionLink
            connection={connection}
            choices={connections}
            onOpen={() =>
              leave.ask(() =>
                openScreen({ kind: 'connection', connector: connection.connector, connectionId: connection.id }),
              )
            }
            onSwitch={(connectionId) => editing.change((before) => ({ ...before, connectionId }))}
          />
        )
      }
      heading={type.name}
      subject={draft.name === type.name ? undefined : draft.name}
      onClose={() => leave.ask(closeScreen)}
      notice={
        <RemoteNotice
          remote={editing.remote}
          what="activity"
          onTakeTheirs={editing.takeTheirs}
          onKeepMine={editing.keepMine}
        />
      }
      actions={
        <ActivityActions
          isLast={step === LAST_STEP}
          nameProblem={nameProblem}
          onSave={() => save(false)}
          onNext={() => goOn(() => setStep(LAST_STEP))}
          onBack={() => setStep(0)}
          onFinish={() => goOn(() => save(true))}
          onDiscard={() => leave.ask(closeScreen)}
        />
      }
    >
      <Stepper
        current={step}
        onGo={(to) => (to === LAST_STEP ? goOn(() => setStep(LAST_STEP)) : setStep(to))}
        steps={[
          { title: type.screen.title, reachable: true, finished: step === LAST_STEP || activity.configured },
          { title: 'Review the data schemas', reachable: activity.configured, finished: activity.configured },
        ]}
      />
      {step === LAST_STEP ? (
        <SchemaReview descriptor={descriptor} type={type} />
      ) : (
        <>
          <TextField
            required
            label="Name"
            error={nameProblem}
            value={draft.name}
            onChange={(name) => editing.change((before) => withName(before, name))}
          />
          <DescriptorForm sections={type.screen.sections} form={screen.form} />
        </>
      )}
      {leave.dialog}
    </ScreenFrame>
  );
}
