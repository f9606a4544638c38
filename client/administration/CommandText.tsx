import { Copy } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import styles from './Administration.module.css';
import type { AgentCommand } from './agent-commands.ts';
import { copyText } from './copy-text.ts';

/** A command to copy. */
export function CommandText({ title, text }: AgentCommand) {
  return (
    <div className={styles.command}>
      <div className={styles.commandHead}>
        <span>{title}</span>
        <Button
          size="small"
          variant="ghost"
          icon={<Copy size={14} aria-hidden="true" />}
          aria-label={`Copy the command: ${title.toLowerCase()}`}
          onClick={() => void copyText(text, 'Command copied', 'Select the command and copy it.')}
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
