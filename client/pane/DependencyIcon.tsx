import { Braces, CalendarClock, Globe, Layers, Mail, Workflow } from 'lucide-react';
import type { Project } from '../../shared/project/project.ts';
import type { DependencySubject } from '../state/dependencies-slice.ts';
import { useDesigner } from '../state/designer.ts';
import { ActivityGlyph } from '../ui/ActivityGlyph.tsx';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import styles from './Dependencies.module.css';
import { activityLook } from './workflow-nodes.ts';

/** The icon that a thing has in the trees too. */
export function DependencyIcon({ thing, project }: { thing: DependencySubject; project: Project }) {
  const descriptors = useDesigner((state) => state.descriptors);
  switch (thing.kind) {
    case 'workflow':
      return <Layers size={14} aria-hidden="true" className={styles.icon} />;
    case 'operation':
      return <Workflow size={14} aria-hidden="true" className={styles.icon} />;
    case 'connection':
      return <ConnectorIcon connector={project.connections[thing.id]?.connector ?? ''} size={16} />;
    case 'variable':
      return <Braces size={14} aria-hidden="true" className={styles.icon} />;
    case 'global':
      return <Globe size={14} aria-hidden="true" className={styles.icon} />;
    case 'email':
      return <Mail size={14} aria-hidden="true" className={styles.icon} />;
    case 'schedule':
      return <CalendarClock size={14} aria-hidden="true" className={styles.icon} />;
    case 'activity': {
      const { connector, direction } = activityLook(project.activities[thing.id], project, descriptors);
      return <ActivityGlyph connector={connector ?? ''} direction={direction ?? 'source'} size={16} />;
    }
  }
}
