import { Copy } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { designer } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Access.module.css';

/** An access key that was just made: shown this once. */
export function ShownKey({ name, secret, onDone }: { name: string; secret: string; onDone(): void }) {
  const copyButton = useRef<HTMLButtonElement>(null);
  useEffect(() => copyButton.current?.focus(), []);
  const copy = async () => {
    const { notify } = designer.getState();
    try {
      await navigator.clipboard.writeText(secret);
      notify({ tone: 'success', title: 'Access key copied' });
    } catch {
      notify({ tone: 'info', title: 'The clipboard is not to be had here', text: 'Select the key and copy it.' });
    }
  };
  return (
    <section className={styles.form} aria-label={`The access key ${name}`}>
      <p role="status" className={styles.made}>
        <strong>{name}</strong> is made. Copy it now: it is shown this once. The command line takes it from{' '}
        <code>SLUICE_TOKEN</code>, other programs send it as <code>Authorization: Bearer …</code>
      </p>
      <div className={styles.secret}>
        <TextField label="Access key" readOnly value={secret} onChange={() => {}} inputRef={selectAll} />
        <Button ref={copyButton} icon={<Copy size={14} aria-hidden="true" />} onClick={() => void copy()}>
          Copy
        </Button>
        <Button onClick={onDone}>Done</Button>
      </div>
    </section>
  );
}

function selectAll(input: HTMLInputElement | null): void {
  input?.select();
}
