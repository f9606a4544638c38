import { useEffect, useRef, useState } from 'react';
import { allFields } from '../../shared/checks/fields.ts';
import type { Descriptor } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { ApiError } from '../api/api-error.ts';
import { deleteComponent } from '../commands/delete.ts';
import { DescriptorForm } from '../descriptor-form/DescriptorForm.tsx';
import { type Draft, draftOf, withName } from '../descriptor-form/draft.ts';
import { uniqueNameProblem } from '../descriptor-form/name-problem.ts';
import { RemoteNotice } from '../descriptor-form/RemoteNotice.tsx';
import { ScreenFrame } from '../descriptor-form/ScreenFrame.tsx';
import { type StoredSecrets, storeSecrets } from '../descriptor-form/store-secrets.ts';
import { privateAgentsOnly } from '../descriptor-form/surroundings.ts';
import { useEditing } from '../descriptor-form/use-editing.ts';
import { useLeave } from '../descriptor-form/use-leave.tsx';
import { useScreenForm } from '../descriptor-form/use-screen-form.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { afterPress } from '../ui/after-press.ts';
import { Button } from '../ui/Button.tsx';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { LoadedOverlay } from '../ui/LoadedOverlay.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { TextField } from '../ui/TextField.tsx';
import styles from './ConnectionForm.module.css';
import { connectionEdit } from './connection-edit.ts';
import { TestResult } from './TestResult.tsx';
import { useTest } from './use-test.ts';

const PermissionsDialog = lazyPart(() => import('./PermissionsDialog.tsx'));

interface ConnectionFormProps {
  project: Project;
  descriptor: Descriptor;
  connectionId: Id | null;
}

const NO_WARNINGS: ReadonlyMap<string, string> = new Map();
const EMPTY: Draft = draftOf({ name: '', settings: {} });

export function ConnectionForm({ project, descriptor, connectionId }: ConnectionFormProps) {
  const environment = useDesigner((state) => state.environment);
  const closeScreen = useDesigner((state) => state.closeScreen);
  const stored = connectionId === null ? undefined : project.connections[connectionId];
  const editing = useEditing(stored ? draftOf(stored) : null, EMPTY);
  const { draft } = editing;
  const surroundings = {
    projectId: project.id,
    connectionId: null,
    privateAgentsOnly: privateAgentsOnly(environment),
  };
  const screen = useScreenForm(descriptor.connection.sections, editing, surroundings, NO_WARNINGS);
  const refusal = useWhyNotAllowed('write');
  const leave = useLeave(editing.dirty, closeScreen);
  const secrets = useRef<StoredSecrets>(new Map());
  const fields = allFields(descriptor.connection.sections);
  const settle = (settled: Draft) => storeSecrets(project.id, fields, settled, secrets.current);
  const [isChecking, setChecking] = useState(false);
  const { permissionFields } = descriptor.connection;
  const tester = useTest(project.id, descriptor.id, settle);
  const [nameTouched, setNameTouched] = useState(false);
  const [saving, setSaving] = useState(false);
  const deleting = useRef(false);

  const others = Object.values(project.connections)
    .filter((other) => other.connector === descriptor.id && other.id !== connectionId)
    .map((other) => other.name);
  const nameProblem = uniqueNameProblem(draft.name, others, `${descriptor.name} connection`);
  const { nameLabel } = descriptor.connection;
  const missing = [...(draft.name === '' ? [nameLabel] : []), ...screen.missing];

  // Deleted: here, or elsewhere while nothing was typed here. What was typed stays, and the person decides.
  const isGone = editing.remote === 'deleted' && (!editing.dirty || deleting.current);
  useEffect(() => {
    if (isGone) closeScreen();
  }, [isGone, closeScreen]);

  const save = async () => {
    if (!editing.dirty && stored) return closeScreen();
    setSaving(true);
    try {
      const settings = await settle(draft);
      const now = designer.getState().project ?? project;
      const { label, edit, id } = connectionEdit(now, descriptor.id, connectionId, { name: draft.name, settings });
      if (!designer.getState().edit(label, edit)) return;
      closeScreen();
      designer.getState().select([{ kind: 'connection', id }]);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      designer.getState().notify({
        tone: 'error',
        title: 'The connection was not saved',
        text: `${error.message} ${error.todo}`.trim(),
      });
    } finally {
      setSaving(false);
    }
  };

  return (
    <ScreenFrame
      icon={<ConnectorIcon connector={descriptor.id} size={32} />}
      width="narrow"
      heading={descriptor.connection.heading}
      onClose={() => leave.ask(closeScreen)}
      notice={
        <RemoteNotice
          remote={editing.remote}
          what="connection"
          onTakeTheirs={editing.takeTheirs}
          onKeepMine={editing.keepMine}
        />
      }
      actions={
        <>
          <Button
            busy={tester.state.kind === 'testing'}
            disabledReason={refusal ?? (screen.missing.length > 0 ? stillEmpty(screen.missing) : null)}
            onClick={() => (screen.valid ? tester.test(draft) : screen.showAll())}
          >
            Test
          </Button>
          {permissionFields && (
            <Button
              aria-haspopup="dialog"
              disabledReason={refusal ?? (screen.missing.length > 0 ? stillEmpty(screen.missing) : null)}
              onClick={() => (screen.valid ? setChecking(true) : screen.showAll())}
            >
              Check permissions
            </Button>
          )}
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
                deleteConnection(stored.id);
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
        autoFocus={connectionId === null}
        label={nameLabel}
        hint="Names the endpoint too."
        error={nameTouched || draft.name !== '' ? nameProblem : null}
        value={draft.name}
        onChange={(name) => editing.change((before) => withName(before, name))}
        onBlur={() => afterPress(() => setNameTouched(true))}
      />
      <DescriptorForm sections={descriptor.connection.sections} form={screen.form} />
      <TestResult state={tester.state} draft={draft} />
      {isChecking && permissionFields && (
        <LoadedOverlay open onEscape={() => setChecking(false)}>
          <PermissionsDialog
            projectId={project.id}
            connector={descriptor.id}
            fields={permissionFields}
            draft={draft}
            settle={settle}
            onClose={() => setChecking(false)}
          />
        </LoadedOverlay>
      )}
      {leave.dialog}
    </ScreenFrame>
  );
}

/** Asks, or says what depends on it. The screen closes with the connection. */
function deleteConnection(id: Id): void {
  void deleteComponent.run({ kind: 'connection', id, place: 'components' }, designer.getState());
}

function stillEmpty(labels: readonly string[]): string {
  return `Still to fill in: ${labels.join(', ')}.`;
}

function blockOf(nameProblem: string | null, valid: boolean): string | null {
  if (nameProblem !== null) return nameProblem;
  return valid ? null : 'Mend the fields marked in red first.';
}
