import type { RefObject } from 'react';
import type { Project } from '../../shared/project/project.ts';
import { parseTemplate, printPart } from '../../shared/variables/template.ts';
import type { Span } from './typing.ts';
import styles from './VariableField.module.css';
import { KIND_LETTER, kindOf } from './variable-list.ts';

interface PillOverlayProps {
  text: string;
  project: Project | null;
  /** Moves with what is scrolled out of the box. */
  scrolled: RefObject<HTMLDivElement | null>;
  /** Null where the text can't be changed. */
  onRemove: ((span: Span) => void) | null;
}

/**
 * The text of a field as it is seen: every reference is a pill. It lies over the text box, in which the same characters stand at
 * the same places, so that typing, selecting, copying, undo and screen readers have a text box like any other: a pill's letter
 * stands where the opening bracket is, its remove button where the closing one is.
 */
export function PillOverlay({ text, project, scrolled, onRemove }: PillOverlayProps) {
  let at = 0;
  return (
    <div className={styles.overlay}>
      <div ref={scrolled}>
        {parseTemplate(text).map((part) => {
          const start = at;
          at += printPart(part).length;
          const span = { start, end: at };
          if (part.kind !== 'reference')
            return (
              <span key={start} aria-hidden="true">
                {printPart(part)}
              </span>
            );
          const kind = kindOf(project, part.name, part.fallback !== undefined);
          return (
            <span key={start} className={styles.pill} data-kind={kind ?? 'unknown'} data-variable={part.name}>
              <span className={styles.cell} aria-hidden="true">
                <span className={styles.letter}>{kind ? KIND_LETTER[kind] : '?'}</span>
              </span>
              <span aria-hidden="true">{part.name}</span>
              <button
                type="button"
                tabIndex={-1}
                className={styles.remove}
                aria-label={`Remove ${part.name}`}
                disabled={onRemove === null}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onRemove?.(span)}
              >
                ×
              </button>
              {part.fallback !== undefined && (
                <span className={styles.fallback} aria-hidden="true">{`{${part.fallback}}`}</span>
              )}
            </span>
          );
        })}
      </div>
    </div>
  );
}
