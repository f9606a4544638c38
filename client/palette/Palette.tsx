import { Tabs } from '../ui/Tabs.tsx';
import { EndpointsTab } from './EndpointsTab.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import styles from './Palette.module.css';

const TABS = [{ id: 'endpoints', label: 'Project endpoints and connectors', content: <EndpointsTab /> }];

/** The palette at the right: what can be put onto the canvas. */
export default function Palette() {
  return (
    <div className={styles.palette}>
      <div className={styles.tabs}>
        <Tabs label="Palette" tabs={TABS} value="endpoints" onChange={() => {}} />
      </div>
      <FirstSteps />
    </div>
  );
}
