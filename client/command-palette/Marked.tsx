import styles from './CommandPalette.module.css';

/** A text with some of its characters marked. */
export function Marked({ text, positions }: { text: string; positions: readonly number[] }) {
  if (positions.length === 0) return text;
  const marked = new Set(positions);
  return runs([...text], marked).map(({ start, letters, isMarked }) =>
    isMarked ? (
      <mark key={start} className={styles.mark}>
        {letters}
      </mark>
    ) : (
      <span key={start}>{letters}</span>
    ),
  );
}

/** Neighbours that are alike, together. */
function runs(letters: readonly string[], marked: ReadonlySet<number>) {
  const found: { start: number; letters: string; isMarked: boolean }[] = [];
  for (const [start, letter] of letters.entries()) {
    const last = found.at(-1);
    if (last?.isMarked === marked.has(start)) last.letters += letter;
    else found.push({ start, letters: letter, isMarked: marked.has(start) });
  }
  return found;
}
