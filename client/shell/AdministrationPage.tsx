import { Link } from 'wouter';
import { Administration } from '../administration/Administration.tsx';
import { useDesigner } from '../state/designer.ts';
import { isAdministrator } from '../state/permission.ts';
import { Account } from './Account.tsx';
import { Failure } from './Failure.tsx';
import { Mark } from './Mark.tsx';
import styles from './ProjectsPage.module.css';
import { ThemeMenu } from './ThemeMenu.tsx';

/** What concerns the whole installation, under the frame of all pages; for administrators. */
export default function AdministrationPage() {
  const may = useDesigner(({ me }) => isAdministrator(me));
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Mark />
        <span className={styles.product}>Sluice</span>
        <Link href="/projects" className={styles.away}>
          Projects
        </Link>
        <ThemeMenu />
        <Account />
      </header>
      {may ? (
        <Administration />
      ) : (
        <Failure
          isPage
          title="Administration is for administrators"
          text="You are not one. What concerns your own account is in the menu with your name."
        />
      )}
    </div>
  );
}
