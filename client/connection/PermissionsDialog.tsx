import { CircleCheck, CircleHelp, CircleX, Copy } from 'lucide-react';
import { useState } from 'react';
import type { PermissionReport, PermissionResult } from '../../shared/asking.ts';
import type { Field } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { copyText } from '../administration/copy-text.ts';
import type { Draft } from '../descriptor-form/draft.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './PermissionsDialog.module.css';
import { usePermissions } from './use-permissions.ts';

export interface PermissionsDialogProps {
  projectId: Id;
  connector: string;
  fields: readonly Field[];
  draft: Draft;
  settle: (draft: Draft) => Promise<Settings>;
  onClose: () => void;
}

/** Asks for a bucket and a prefix, and shows what the connection may do there. */
export default function PermissionsDialog({
  projectId,
  connector,
  fields,
  draft,
  settle,
  onClose,
}: PermissionsDialogProps) {
  const [within, setWithin] = useState<Record<string, string>>({});
  const { state, check } = usePermissions(projectId, connector, settle);
  const missing = fields.find((field) => field.required && (within[field.name] ?? '').trim() === '');
  const start = () => {
    if (!missing && state.kind !== 'checking') check(draft, within);
  };
  return (
    <Dialog
      open
      size="medium"
      title="Check permissions"
      description="An agent tries what the connection may do, with what is on the screen. Nothing is left behind."
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            busy={state.kind === 'checking'}
            disabledReason={missing ? `Still to fill in: ${missing.label}.` : null}
            onClick={start}
          >
            Check
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        {fields.map((field) => (
          <TextField
            key={field.name}
            label={field.label}
            hint={field.hint}
            required={field.required}
            value={within[field.name] ?? ''}
            onChange={(text) => setWithin({ ...within, [field.name]: text })}
          />
        ))}
        <button type="submit" hidden />
      </form>
      <div role="status" aria-label="Permissions">
        {state.kind === 'failed' && (
          <div className={styles.failure}>
            <p>{state.message}</p>
            {state.todo !== '' && <p className={styles.todo}>{state.todo}</p>}
          </div>
        )}
        {state.kind === 'answered' && <Report report={state.report} />}
      </div>
    </Dialog>
  );
}

function Report({ report }: { report: PermissionReport }) {
  return (
    <>
      <ul className={styles.results}>
        {report.results.map((result) => (
          <Result key={result.permission} result={result} />
        ))}
      </ul>
      {report.policy !== null && <Policy text={report.policy} />}
    </>
  );
}

const LOOK = {
  granted: { Icon: CircleCheck, word: 'Granted' },
  denied: { Icon: CircleX, word: 'Denied' },
  unknown: { Icon: CircleHelp, word: 'Could not tell' },
} as const;

function Result({ result }: { result: PermissionResult }) {
  const { Icon, word } = LOOK[result.result];
  return (
    <li className={styles.result} data-result={result.result}>
      <Icon size={16} aria-hidden="true" className={styles.icon} />
      <div>
        <p>
          <code>{result.permission}</code> <strong className={styles.word}>{word}</strong>
        </p>
        <p className={styles.detail}>{result.detail}</p>
      </div>
    </li>
  );
}

function Policy({ text }: { text: string }) {
  const copy = () => copyText(text, 'The policy was copied', 'Select the policy and copy it.');
  return (
    <section aria-label="IAM policy">
      <div className={styles.bar}>
        <h3 className={styles.title}>The smallest IAM policy that grants what is denied</h3>
        <Button size="small" icon={<Copy size={14} aria-hidden="true" />} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <pre className={styles.policy} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
