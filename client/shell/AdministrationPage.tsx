import { Link } from 'wouter';
import { Administration } from '../administration/Administration.tsx';
import { Mark } from './Mark.tsx';
import styles from './ProjectsPage.module.css';
import { ThemeMenu } from './ThemeMenu.tsx';

/** Environments, agent groups and agents, under the frame of all pages. */
export default function AdministrationPage() {
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Mark />
        <span className={styles.product}>Sluice</span>
        <Link href="/projects" className={styles.away}>
          Projects
        </Link>
        <ThemeMenu />
      </header>
      <Administration />
    </div>
  );
}
