import { Check, CloudOff } from 'lucide-react';
import { useDesigner } from '../state/designer.ts';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './Toolbar.module.css';

const SHOWN = {
  saved: { text: 'Saved', icon: <Check size={14} aria-hidden="true" /> },
  saving: { text: 'Saving', icon: <Spinner size={14} /> },
  offline: { text: 'Not saved', icon: <CloudOff size={14} aria-hidden="true" /> },
};

/** Whether everything drawn has reached the server. */
export function SaveStatus() {
  const status = useDesigner((state) => state.saveStatus);
  const { text, icon } = SHOWN[status];
  return (
    <span className={styles.save} data-status={status}>
      {icon}
      {text}
    </span>
  );
}
