import { useEffect } from 'react';
import { designer } from '../state/designer.ts';
import styles from './Administration.module.css';
import { AuditKept } from './audit/AuditKept.tsx';
import { KeptFor } from './KeptFor.tsx';
import { OtherLimits } from './OtherLimits.tsx';
import { useLimits } from './use-administration.ts';
import { Waiting } from './Waiting.tsx';

/** What is bounded, and by how much: what holds for the installation is set here, the rest is told with its place. */
export function Limits() {
  const { data, error, refetch } = useLimits();
  useEffect(() => designer.getState().refreshConnectors(), []);
  if (!data) return <Waiting what="limits" error={error} again={() => void refetch()} />;
  return (
    <div className={styles.panel}>
      <KeptFor key={JSON.stringify(data.limits)} limits={data.limits} defaults={data.defaults} />
      <AuditKept />
      <OtherLimits />
    </div>
  );
}
