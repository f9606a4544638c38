import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './Administration.module.css';
import { CommandText } from './CommandText.tsx';
import { publishCommands } from './publish-commands.ts';

/** How a version of a connector gets into the registry. */
export function PublishDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      size="medium"
      title="Publish a connector"
      description="A connector exports its descriptor and its executor. Its version is the descriptor’s; a version that is there already is never replaced. On a server that asks for an access token, put it into SLUICE_TOKEN first."
      actions={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={styles.form}>
        {publishCommands(location.origin).map((command) => (
          <CommandText key={command.title} {...command} />
        ))}
      </div>
    </Dialog>
  );
}
