import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useLocation } from 'wouter';
import { useDesigner } from '../state/designer.ts';
import { isAdministrator } from '../state/permission.ts';
import { whyWaiting } from '../state/why-waiting.ts';
import { classes } from '../ui/classes.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { agentsOnline } from './agents-online.ts';
import styles from './Toolbar.module.css';

/** The environment, and how many of its agents can take work. */
export function EnvironmentBadge() {
  const environment = useDesigner((state) => state.environment);
  const may = useDesigner(({ me }) => isAdministrator(me));
  const [, navigate] = useLocation();
  if (!environment) return null;
  const { agentGroup } = environment;
  const { online, text } = agentsOnline(agentGroup.agents);
  const Icon = online > 0 ? CircleCheck : TriangleAlert;
  const hint =
    online > 0
      ? `Agent group ${agentGroup.name}: ${agentGroup.agents.map((agent) => `${agent.name} ${agent.state.toLowerCase()}`).join(', ')}`
      : (whyWaiting(environment)?.text ?? '');
  const content = (
    <>
      <span className={styles.environmentName}>
        <span className="visually-hidden">Environment </span>
        {environment.name}{' '}
      </span>
      <span className={classes(styles.agents, online > 0 ? styles.online : styles.offline)}>
        <Icon size={14} aria-hidden="true" />
        {text}
      </span>
    </>
  );
  return (
    <Tooltip text={hint}>
      {may ? (
        <button type="button" className={styles.environment} onClick={() => navigate('/administration')}>
          {content}
        </button>
      ) : (
        <div className={styles.environment} data-still>
          {content}
        </div>
      )}
    </Tooltip>
  );
}
