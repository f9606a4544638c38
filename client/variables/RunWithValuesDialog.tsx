import { type FormEvent, useId, useMemo, useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { reachedFrom } from '../../shared/project/reached.ts';
import { useDesigner } from '../state/designer.ts';
import { isUndeployed } from '../state/undeployed.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import {
  type AskedVariable,
  askedFor,
  designedGlobals,
  givenValues,
  rememberedValues,
  rememberValues,
} from './run-values.ts';
import { useDeployedGlobals } from './use-deployed-globals.ts';
import styles from './VariableDialog.module.css';

/** Asks for the values of global variables that a run is started with. */
export default function RunWithValuesDialog({ operationId }: { operationId: Id }) {
  const project = useDesigner((state) => state.project);
  return project?.operations[operationId] ? <ValuesForm project={project} operationId={operationId} /> : null;
}

function ValuesForm({ project, operationId }: { project: Project; operationId: Id }) {
  const close = useDesigner((state) => state.closeDialog);
  const run = useDesigner((state) => state.run);
  const deployed = useDesigner((state) => state.deployed);
  const form = useId();
  const before = useDeployedGlobals(project.id, operationId);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() => rememberedValues(project.id));
  const designed = useMemo(() => designedGlobals(project, operationId), [project, operationId]);
  const isDeployed = deployed[operationId] !== undefined;
  const isChanged = [...reachedFrom(project, [operationId])].some((id) => isUndeployed({ project, deployed }, id));
  const asked = askedFor(designed, before.kind === 'known' && isDeployed ? before.names.globals : null);
  const name = project.operations[operationId]?.name ?? '';

  const start = (deploy: boolean) => {
    const globals = givenValues(asked, typed);
    rememberValues(project.id, Object.fromEntries(asked.map((one) => [one.name, typed[one.name] ?? ''])));
    close();
    void run(operationId, { deploy, globals });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (before.kind !== 'loading') start(isChanged);
  };

  return (
    <Dialog
      open
      onClose={close}
      size="medium"
      title={`Run ${name} with values`}
      description={
        asked.length > 0
          ? 'The values hold for this run and for what its actions start. A box that is left empty leaves the default.'
          : 'It names no global variable: a reference with a default, [name]{default}, whose name is no project or Jitterbit variable.'
      }
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          {isDeployed && isChanged && (
            <Button onClick={() => start(false)} disabledReason={reasonNot(before.kind)}>
              Run what is deployed
            </Button>
          )}
          <Button variant="primary" type="submit" form={form} busy={before.kind === 'loading'}>
            {isChanged ? 'Deploy and run' : 'Run'}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        {before.kind === 'failed' && <p role="alert">{before.message}</p>}
        {asked.map((one, index) => (
          <TextField
            key={one.name}
            label={one.name}
            autoFocus={index === 0}
            placeholder={one.defaults.find((value) => value !== '') ?? 'Empty'}
            hint={hintOf(one)}
            value={typed[one.name] ?? ''}
            onChange={(value) => setTyped((values) => ({ ...values, [one.name]: value }))}
          />
        ))}
      </form>
    </Dialog>
  );
}

function reasonNot(kind: 'loading' | 'known' | 'failed'): string | null {
  return kind === 'loading' ? 'What is deployed is being looked up.' : null;
}

function hintOf({ defaults, usedBy, only }: AskedVariable): string {
  const shown = defaults.map((value) => (value === '' ? 'empty' : value)).join(', or ');
  const where = { designed: ' Not deployed yet.', deployed: ' No longer in the design.' };
  return `Default: ${shown}. Named by ${usedBy.join(', ')}.${only ? where[only] : ''}`;
}
