import { CloudOff } from 'lucide-react';
import { useDesigner } from '../state/designer.ts';
import styles from './ConnectionLost.module.css';

/** Tells that the server can't be reached, and what that means for the work. */
export function ConnectionLost() {
  const lost = useDesigner((state) => state.saveStatus === 'offline');
  if (!lost) return null;
  return (
    <div className={styles.banner} role="alert">
      <CloudOff size={16} aria-hidden="true" />
      Connection lost. What you change stays on this page and is saved when the server answers again. Keep the page
      open.
    </div>
  );
}
