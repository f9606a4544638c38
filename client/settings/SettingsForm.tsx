import { CircleAlert, Settings } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import { focusFirstWrong } from '../descriptor-form/first-wrong.ts';
import { RemoteNotice } from '../descriptor-form/RemoteNotice.tsx';
import { ScreenFrame } from '../descriptor-form/ScreenFrame.tsx';
import { useEditing } from '../descriptor-form/use-editing.ts';
import { useLeave } from '../descriptor-form/use-leave.tsx';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import type { Screen, SettingsTab } from '../state/view-slice.ts';
import { afterPress } from '../ui/after-press.ts';
import { Button } from '../ui/Button.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ActionsTab } from './ActionsTab.tsx';
import type { NewAction } from './action-choices.ts';
import { OptionsTab } from './OptionsTab.tsx';
import { type OptionsField, optionsProblems } from './options-draft.ts';
import { SchedulesTab } from './SchedulesTab.tsx';
import styles from './Settings.module.css';
import { type SettingsDraft, settingsDraft, settingsEdit } from './settings-draft.ts';
import { TABS, wrongTabs } from './settings-problems.ts';

interface SettingsFormProps {
  project: Project;
  operation: Operation;
  screen: Extract<Screen, { kind: 'settings' }>;
}

const TAB_LABELS: Readonly<Record<SettingsTab, string>> = {
  schedules: 'Schedules',
  actions: 'Actions',
  options: 'Options',
};

export function SettingsForm({ project, operation, screen }: SettingsFormProps) {
  const closeScreen = useDesigner((state) => state.closeScreen);
  const openScreen = useDesigner((state) => state.openScreen);
  const [now] = useState(() => new Date());
  const stored = settingsDraft(operation, now);
  const editing = useEditing(stored, stored, screen.resumed?.editing);
  const { draft } = editing;
  const [tab, setTab] = useState<SettingsTab>(screen.tab ?? 'schedules');
  const [pending, setPending] = useState<NewAction | null>(screen.resumed?.pending ?? null);
  const [touched, setTouched] = useState<ReadonlySet<OptionsField>>(new Set());
  const [tried, setTried] = useState(false);
  const isForgotten = pending !== null && pending.targetId !== '';
  const dirty = editing.dirty || isForgotten;
  const refusal = useWhyNotAllowed('write');
  const leave = useLeave(dirty, closeScreen);

  // Back from a screen that was opened here: it goes on where it was left.
  const isResumed = useRef(screen.resumed !== undefined);
  useEffect(() => {
    if (isResumed.current) document.querySelector<HTMLElement>('[data-add] input')?.focus();
  }, []);

  const change = (part: Partial<SettingsDraft>) => editing.change((before) => ({ ...before, ...part }));
  const wrong = wrongTabs(project, operation.id, draft, now);
  if (isForgotten) wrong.push('actions');
  const problems = optionsProblems(draft.options, now);

  const save = () => {
    const at = TABS.find((one) => wrong.includes(one));
    if (at !== undefined) {
      setTried(true);
      if (!wrong.includes(tab)) setTab(at);
      focusFirstWrong();
      return;
    }
    const current = designer.getState().project?.operations[operation.id] ?? operation;
    const plan = settingsEdit(current, draft, now);
    if (!plan || designer.getState().edit(plan.label, plan.edit)) closeScreen();
  };
  /** Opens an e-mail, or a new one, from where this screen goes on as it was left. @param next what is being put together then */
  const openEmail = (emailId: Id | null, next: (savedId: Id | null) => NewAction | null) =>
    openScreen({
      kind: 'email',
      emailId,
      closed: (savedId) =>
        openScreen({ ...screen, tab: 'actions', resumed: { editing: editing.kept, pending: next(savedId) } }),
    });

  const contents: Readonly<Record<SettingsTab, ReactNode>> = {
    schedules: (
      <SchedulesTab
        project={project}
        operationId={operation.id}
        choice={draft.schedule}
        onChange={(schedule) => change({ schedule })}
      />
    ),
    actions: (
      <ActionsTab
        project={project}
        operationId={operation.id}
        actions={draft.actions}
        onChange={(actions) => change({ actions })}
        pending={pending}
        onPending={setPending}
        forgotten={tried}
        onNewEmail={(forAction) =>
          openEmail(null, (savedId) => ({ ...forAction, targetId: savedId ?? forAction.targetId }))
        }
        onOpenEmail={(emailId) => openEmail(emailId, () => pending)}
      />
    ),
    options: (
      <OptionsTab
        options={draft.options}
        onChange={(part) => change({ options: { ...draft.options, ...part } })}
        errorOf={(field) => (tried || touched.has(field) ? (problems[field] ?? null) : null)}
        onBlur={(field) => afterPress(() => setTouched((before) => new Set([...before, field])))}
      />
    ),
  };

  return (
    <ScreenFrame
      width="narrow"
      icon={
        <span className={styles.tile}>
          <Settings size={18} aria-hidden="true" />
        </span>
      }
      heading={operation.name}
      subject="Settings"
      onClose={() => leave.ask(closeScreen)}
      notice={
        <RemoteNotice
          remote={editing.remote}
          what="operation"
          onTakeTheirs={editing.takeTheirs}
          onKeepMine={editing.keepMine}
        />
      }
      actions={
        <>
          <Button variant="primary" disabledReason={refusal} onClick={save}>
            Save Changes
          </Button>
          <Button onClick={() => leave.ask(closeScreen)}>Discard Changes</Button>
          {tried && wrong.length > 0 && (
            <p className={styles.missing} role="status">
              Not saved yet: mend what is marked in red.
            </p>
          )}
        </>
      }
    >
      <div className={styles.tabs}>
        <Tabs
          label="Settings"
          value={tab}
          onChange={(id) => setTab(TABS.find((one) => one === id) ?? tab)}
          tabs={TABS.map((id) => ({
            id,
            label: <TabLabel text={TAB_LABELS[id]} wrong={tried && wrong.includes(id)} />,
            content: <div className={styles.content}>{contents[id]}</div>,
          }))}
        />
      </div>
      {leave.dialog}
    </ScreenFrame>
  );
}

function TabLabel({ text, wrong }: { text: string; wrong: boolean }) {
  return (
    <>
      {text}
      {wrong && <CircleAlert size={14} className={styles.wrong} aria-label="has a problem" />}
    </>
  );
}
