import { X } from 'lucide-react';
import { useState } from 'react';
import type { AccessKey } from '../../shared/api/access.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { tellOutcome } from '../state/tell-outcome.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatTime } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './Access.module.css';
import { NewAccessKey } from './NewAccessKey.tsx';
import { ShownKey } from './ShownKey.tsx';
import { useAccessKeys, useAccountChange } from './use-account.ts';

/** **Access keys…**: those with which one's programs get in. */
export function AccessKeysDialog({ onClose }: { onClose(): void }) {
  const { data: keys, error } = useAccessKeys();
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title="Access keys"
      description="The command line and other programs get in with an access key. It may do what you may, until it expires or is revoked."
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div className={styles.form}>
        {made ? (
          <ShownKey name={made.name} secret={made.key} onDone={() => setMade(null)} />
        ) : (
          <NewAccessKey taken={(keys ?? []).map(({ name }) => name)} onMade={setMade} />
        )}
        {error && (
          <p role="alert" className={styles.error}>
            {error.message}
          </p>
        )}
        {!keys && !error && <Spinner size={16} label="Loading access keys" />}
        {keys?.length === 0 && <p className={styles.quiet}>You have no access key.</p>}
        {keys && keys.length > 0 && <KeyTable keys={keys} />}
      </div>
    </Dialog>
  );
}

function KeyTable({ keys }: { keys: readonly AccessKey[] }) {
  return (
    <table className={styles.keys} aria-label="Access keys">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Made</th>
          <th scope="col">Expires</th>
          <th scope="col">Last used</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} accessKey={key} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ accessKey: { id, name, createdAt, expiresAt, lastUsedAt } }: { accessKey: AccessKey }) {
  const { mutateAsync, isPending } = useAccountChange();
  const revoke = () =>
    tellOutcome(
      mutateAsync(() => call(routes.revokeAccessKey, { params: { accessKeyId: id } })),
      { title: `${name} opens nothing any more` },
      `${name} was not revoked`,
    );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatTime(createdAt)}</td>
      <td>{formatTime(expiresAt)}</td>
      <td className={lastUsedAt === null ? styles.quiet : undefined}>
        {lastUsedAt === null ? 'never' : formatTime(lastUsedAt)}
      </td>
      <td>
        <IconButton
          label={`Revoke ${name}`}
          icon={<X size={16} />}
          side="left"
          disabledReason={isPending ? 'It is being revoked.' : null}
          onClick={revoke}
        />
      </td>
    </tr>
  );
}
