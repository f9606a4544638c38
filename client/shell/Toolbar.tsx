import { Link } from 'wouter';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { Account } from './Account.tsx';
import { ConnectionLost } from './ConnectionLost.tsx';
import { EnvironmentBadge } from './EnvironmentBadge.tsx';
import { HelpButtons } from './HelpButtons.tsx';
import { Mark } from './Mark.tsx';
import { PaneToggles } from './PaneToggles.tsx';
import { ProjectMenu } from './ProjectMenu.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import styles from './Toolbar.module.css';
import { UndoRedo } from './UndoRedo.tsx';

/** The project toolbar, on top of the designer and of every screen in it. */
export function Toolbar({ panes }: { panes: boolean }) {
  const isDesignHidden = useWhyNotAllowed('read') !== null;
  return (
    <header className={styles.toolbar}>
      <Tooltip text="All projects">
        <Link href="/projects" className={styles.mark} aria-label="Sluice, all projects">
          <Mark />
        </Link>
      </Tooltip>
      <ProjectMenu />
      <span className={styles.line} />
      <EnvironmentBadge />
      {!isDesignHidden && <SaveStatus />}
      <ConnectionLost />
      <div className={styles.tools}>
        {!isDesignHidden && <UndoRedo />}
        {panes && !isDesignHidden && (
          <>
            <span className={styles.line} />
            <PaneToggles />
          </>
        )}
        {!isDesignHidden && <span className={styles.line} />}
        <ThemeMenu />
        {!isDesignHidden && <HelpButtons />}
        <Account />
      </div>
    </header>
  );
}
