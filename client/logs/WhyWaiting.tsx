import { Hourglass } from 'lucide-react';
import { Link } from 'wouter';
import { useDesigner } from '../state/designer.ts';
import { isAdministrator } from '../state/permission.ts';
import { PLACE, whyWaiting } from '../state/why-waiting.ts';
import styles from './WhyWaiting.module.css';

/** Why a run that is Submitted has not begun. */
export function WhyWaiting() {
  const environment = useDesigner((state) => state.environment);
  const may = useDesigner(({ me }) => isAdministrator(me));
  if (!environment) return null;
  const why = whyWaiting(environment);
  return (
    <p className={styles.why} data-blocked={why !== null || undefined}>
      <Hourglass size={14} aria-hidden="true" />
      <span>
        {why?.text ?? PLACE} {why && may && <Link href="/administration">Administration</Link>}
      </span>
    </p>
  );
}
