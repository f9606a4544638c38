import { Mail } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { allFields } from '../../shared/checks/fields.ts';
import { EMAIL_SECTIONS } from '../../shared/email/screen.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { ApiError } from '../api/api-error.ts';
import { deleteComponent } from '../commands/delete.ts';
import { DescriptorForm } from '../descriptor-form/DescriptorForm.tsx';
import { type Draft, draftOf, withName } from '../descriptor-form/draft.ts';
import { uniqueNameProblem } from '../descriptor-form/name-problem.ts';
import { RemoteNotice } from '../descriptor-form/RemoteNotice.tsx';
import { ScreenFrame } from '../descriptor-form/ScreenFrame.tsx';
import { type StoredSecrets, storeSecrets } from '../descriptor-form/store-secrets.ts';
import { useEditing } from '../descriptor-form/use-editing.ts';
import { useLeave } from '../descriptor-form/use-leave.tsx';
import { useScreenForm } from '../descriptor-form/use-screen-form.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { afterPress } from '../ui/after-press.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './EmailForm.module.css';
import { emailEdit, freshSettings } from './email-edit.ts';
import { SendTestResult } from './SendTestResult.tsx';
import { useSendTest } from './use-send-test.ts';

interface EmailFormProps {
  project: Project;
  /** Null for a new one. */
  emailId: Id | null;
  /** Called in place of going back to the canvas: with its id when it was saved, else with null. */
  closed?: ((savedId: Id | null) => void) | undefined;
}

const FIELDS = allFields(EMAIL_SECTIONS);
const NO_WARNINGS: ReadonlyMap<string, string> = new Map();

export function EmailForm({ project, emailId, closed }: EmailFormProps) {
  const showCanvas = useDesigner((state) => state.closeScreen);
  const closeScreen = closed ? () => closed(null) : showCanvas;
  const [id] = useState<Id>(() => emailId ?? newId('eml'));
  const stored = emailId === null ? undefined : project.emails[emailId];
  const [fresh] = useState(() => draftOf({ name: '', settings: freshSettings(project) }));
  const editing = useEditing(stored ? draftOf(stored) : null, fresh);
  const { draft } = editing;
  const surroundings = { projectId: project.id, connectionId: null, privateAgentsOnly: null };
  const screen = useScreenForm(EMAIL_SECTIONS, editing, surroundings, NO_WARNINGS);
  const refusal = useWhyNotAllowed('write');
  const leave = useLeave(editing.dirty, closeScreen);
  const secrets = useRef<StoredSecrets>(new Map());
  const settle = (settled: Draft) => storeSecrets(project.id, FIELDS, settled, secrets.current);
  const test = useSendTest(project.id, settle);
  const [nameTouched, setNameTouched] = useState(false);
  const [saving, setSaving] = useState(false);
  const deleting = useRef(false);

  const others = Object.values(project.emails).flatMap((other) => (other.id === id ? [] : [other.name]));
  const nameProblem = uniqueNameProblem(draft.name, others, 'e-mail');
  const missing = [...(draft.name === '' ? ['Name'] : []), ...screen.missing];

  // Deleted: here, or elsewhere while nothing was typed here. What was typed stays, and the person decides.
  const isGone = editing.remote === 'deleted' && (!editing.dirty || deleting.current);
  useEffect(() => {
    if (!isGone) return;
    if (closed) closed(null);
    else showCanvas();
  }, [isGone, closed, showCanvas]);

  const save = async () => {
    if (!editing.dirty && stored) return closeScreen();
    setSaving(true);
    try {
      const settings = await settle(draft);
      const now = designer.getState().project ?? project;
      const { label, edit } = emailEdit(now, { id, name: draft.name, settings });
      if (!designer.getState().edit(label, edit)) return;
      if (closed) return closed(id);
      showCanvas();
      designer.getState().select([{ kind: 'email', id }]);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      designer.getState().notify({
        tone: 'error',
        title: 'The e-mail was not saved',
        text: `${error.message} ${error.todo}`.trim(),
      });
    } finally {
      setSaving(false);
    }
  };

  return (
    <ScreenFrame
      icon={<Mail size={28} className={styles.icon} aria-hidden="true" />}
      width="narrow"
      heading={stored ? 'E-mail' : 'New e-mail'}
      subject={stored?.name}
      onClose={() => leave.ask(closeScreen)}
      notice={
        <RemoteNotice
          remote={editing.remote}
          what="e-mail"
          onTakeTheirs={editing.takeTheirs}
          onKeepMine={editing.keepMine}
        />
      }
      actions={
        <>
          <Button
            busy={test.state.kind === 'sending'}
            disabledReason={refusal ?? (screen.missing.length > 0 ? stillEmpty(screen.missing) : null)}
            title="To the addresses in To alone."
            onClick={() => (screen.valid ? test.send(draft) : screen.showAll())}
          >
            Send test e-mail
          </Button>
          <Button
            variant="primary"
            busy={saving}
            disabledReason={refusal ?? (missing.length > 0 ? stillEmpty(missing) : blockOf(nameProblem, screen.valid))}
            onClick={() => void save()}
          >
            Save Changes
          </Button>
          <Button onClick={() => leave.ask(closeScreen)}>Discard Changes</Button>
          {refusal === null && missing.length > 0 && <p className={styles.missing}>{stillEmpty(missing)}</p>}
          {stored && (
            <Button
              className={styles.delete}
              disabledReason={refusal}
              onClick={() => {
                deleting.current = true;
                deleteEmail(stored.id);
              }}
            >
              Delete
            </Button>
          )}
        </>
      }
    >
      <TextField
        required
        autoFocus={emailId === null}
        label="Name"
        hint="An operation sends it by an action, On success or On fail."
        error={nameTouched || draft.name !== '' ? nameProblem : null}
        value={draft.name}
        onChange={(name) => editing.change((before) => withName(before, name))}
        onBlur={() => afterPress(() => setNameTouched(true))}
      />
      <DescriptorForm sections={EMAIL_SECTIONS} form={screen.form} />
      <SendTestResult state={test.state} draft={draft} />
      {leave.dialog}
    </ScreenFrame>
  );
}

/** Asks, or says what depends on it. The screen closes with the e-mail. */
function deleteEmail(id: Id): void {
  void deleteComponent.run({ kind: 'email', id, place: 'components' }, designer.getState());
}

function stillEmpty(labels: readonly string[]): string {
  return `Still to fill in: ${labels.join(', ')}.`;
}

function blockOf(nameProblem: string | null, valid: boolean): string | null {
  if (nameProblem !== null) return nameProblem;
  return valid ? null : 'Mend the fields marked in red first.';
}
