import { Copy } from 'lucide-react';
import { designer } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Administration.module.css';
import type { AgentCommand } from './agent-commands.ts';

/** A command to copy. */
export function CommandText({ title, text }: AgentCommand) {
  const copy = async () => {
    const { notify } = designer.getState();
    try {
      await navigator.clipboard.writeText(text);
      notify({ tone: 'success', title: 'Command copied' });
    } catch {
      notify({ tone: 'info', title: 'The clipboard is not to be had here', text: 'Select the command and copy it.' });
    }
  };
  return (
    <div className={styles.command}>
      <div className={styles.commandHead}>
        <span>{title}</span>
        <Button
          size="small"
          variant="ghost"
          icon={<Copy size={14} aria-hidden="true" />}
          aria-label={`Copy the command: ${title.toLowerCase()}`}
          onClick={() => void copy()}
        >
          Copy
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by the keyboard */}
      <section className={styles.commandText} tabIndex={0} aria-label={title}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
