import { Copy, Download } from 'lucide-react';
import { useId, useMemo } from 'react';
import type { DebugPiece } from '../../../shared/runs/debug.ts';
import { designer } from '../../state/designer.ts';
import { Button } from '../../ui/Button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { hexDump } from './hex-dump.ts';
import styles from './Piece.module.css';

/** As much as is looked through on a screen; copying and downloading give all that is kept. */
const MOST_CHARACTERS = 100_000;
const MOST_BYTES = 8_192;

interface PieceProps {
  title: string;
  piece: DebugPiece;
  contentType?: string | undefined;
  /** The name of the file that it is downloaded as. */
  file: string;
}

/** Something that debug mode kept: shown as text, or else as bytes; to copy and to download. */
export function Piece({ title, piece, contentType, file }: PieceProps) {
  const heading = useId();
  const bytes = useMemo(() => bytesOf(piece), [piece]);
  const isText = piece.encoding === 'text';
  const shown = isText ? piece.data.slice(0, MOST_CHARACTERS) : hexDump(bytes.subarray(0, MOST_BYTES));
  const isAll = isText ? shown.length === piece.data.length : bytes.length <= MOST_BYTES;
  if (bytes.length === 0 && piece.isCut)
    return (
      <section className={styles.piece} aria-labelledby={heading}>
        <h3 id={heading} className={styles.title}>
          {title}
        </h3>
        <p className={styles.note}>Nothing is kept of it: it did not pass through the agent.</p>
      </section>
    );
  return (
    <section className={styles.piece} aria-labelledby={heading}>
      <div className={styles.head}>
        <h3 id={heading} className={styles.title}>
          {title}
        </h3>
        <span className={styles.size}>{[sizeText(piece, bytes.length), contentType].filter(Boolean).join(' · ')}</span>
        <Button
          size="small"
          variant="ghost"
          icon={<Copy size={13} aria-hidden="true" />}
          onClick={() => void copy(piece)}
        >
          {isText ? 'Copy' : 'Copy as Base64'}
        </Button>
        <Button
          size="small"
          variant="ghost"
          icon={<Download size={13} aria-hidden="true" />}
          onClick={() => download(bytes, file)}
        >
          Download
        </Button>
      </div>
      {bytes.length === 0 ? (
        <p className={styles.note}>Empty</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable with the keyboard
        <pre className={styles.text} tabIndex={0}>
          {shown}
        </pre>
      )}
      {!isAll && <p className={styles.note}>There is more of it than is shown here: copy or download it.</p>}
    </section>
  );
}

function sizeText({ size, isCut }: DebugPiece, kept: number): string {
  if (!isCut) return formatBytes(size ?? kept);
  return size === undefined
    ? `the first ${formatBytes(kept)}`
    : `the first ${formatBytes(kept)} of ${formatBytes(size)}`;
}

function bytesOf({ encoding, data }: DebugPiece): Uint8Array<ArrayBuffer> {
  if (encoding === 'text') return new TextEncoder().encode(data);
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}

async function copy({ data }: DebugPiece): Promise<void> {
  try {
    await navigator.clipboard.writeText(data);
    designer.getState().announce('Copied.');
  } catch {
    const text = 'The browser does not let this page write to the clipboard. Download it instead.';
    designer.getState().notify({ tone: 'error', title: 'It could not be copied', text });
  }
}

function download(bytes: Uint8Array<ArrayBuffer>, file: string): void {
  const url = URL.createObjectURL(new Blob([bytes]));
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  URL.revokeObjectURL(url);
}
