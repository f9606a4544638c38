import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { ActivityType, Descriptor } from '../../shared/connector.ts';
import { useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import styles from './SchemaReview.module.css';
import { SchemaTree } from './SchemaTree.tsx';

/** What the activity takes and gives, as the connector says. */
export function SchemaReview({ descriptor, type }: { descriptor: Descriptor; type: ActivityType }) {
  const announce = useDesigner((state) => state.announce);
  const [reading, setReading] = useState(1);
  const refresh = () => {
    setReading((before) => before + 1);
    announce('The schemas are refreshed.');
  };
  return (
    <div className={styles.review}>
      <div className={styles.bar}>
        <p className={styles.source}>
          As {descriptor.name} connector {descriptor.version} gives them.
        </p>
        <Button size="small" icon={<RotateCw size={14} aria-hidden="true" />} onClick={refresh}>
          Refresh
        </Button>
      </div>
      <div key={reading} className={styles.trees}>
        <SchemaTree title="Request" nodes={type.request} />
        <SchemaTree title="Response" nodes={type.response} />
      </div>
    </div>
  );
}
