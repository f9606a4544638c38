import { useEffect, useState } from 'react';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './Loading.module.css';

/** Stands where something is being fetched; shows itself only when that takes a moment, so that nothing flickers. */
export function Loading({ label = 'Loading' }: { label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return <div className={styles.loading}>{late && <Spinner size={20} label={label} />}</div>;
}
