import { CloudOff } from 'lucide-react';
import { useDesigner } from '../state/designer.ts';
import styles from './ConnectionLost.module.css';

const TEXT = 'Connection lost. What you change stays on this page and is saved when the server answers again.';

/** Tells that the server can't be reached, and what that means for the work. It has its place in the toolbar: nothing moves. */
export function ConnectionLost() {
  const lost = useDesigner((state) => state.saveStatus === 'offline');
  if (!lost) return null;
  return (
    <div className={styles.banner} role="alert" title={TEXT}>
      <CloudOff size={16} aria-hidden="true" />
      <span className={styles.text}>{TEXT}</span>
    </div>
  );
}
