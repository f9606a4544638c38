import { CloudOff } from 'lucide-react';
import { useDesigner } from '../state/designer.ts';
import styles from './ConnectionLost.module.css';

const TEXT = 'Connection lost. Changes are kept on this page and saved once it is back.';

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
