import { CloudOff } from 'lucide-react';
import { useDesigner } from '../state/designer.ts';
import styles from './ConnectionLost.module.css';

const KEPT = 'Connection lost. Changes are kept on this page and saved once it is back.';
const OLD = 'Connection lost. What is shown may be old until it is back.';

/** Tells that the server can't be reached, and what that means for the work. It has its place in the toolbar: nothing moves. */
export function ConnectionLost() {
  const text = useDesigner(({ saveStatus, isLive, signIn }) => {
    if (saveStatus === 'offline') return KEPT;
    if (isLive || signIn !== null) return null;
    return saveStatus === 'saved' ? OLD : KEPT;
  });
  if (text === null) return null;
  return (
    <div className={styles.banner} role="alert" title={text}>
      <CloudOff size={16} aria-hidden="true" />
      <span className={styles.text}>{text}</span>
    </div>
  );
}
