import { Copy } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './Administration.module.css';
import { copyText } from './copy-text.ts';

/** The beginning of a checksum, which is enough to tell two apart, and a way to copy it whole. */
export function Checksum({ sha256, of }: { sha256: string; of: string }) {
  return (
    <span className={styles.checksum}>
      <code title={sha256}>{sha256.slice(0, 12)}…</code>
      <IconButton
        size="small"
        label={`Copy the checksum of ${of}`}
        icon={<Copy size={14} />}
        onClick={() => void copyText(sha256, 'Checksum copied', sha256)}
      />
    </span>
  );
}
