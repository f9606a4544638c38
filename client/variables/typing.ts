import { parseTemplate, printPart } from '../../shared/variables/template.ts';

/** A name that is being typed after a bracket: where the bracket stands, and what was typed so far. */
export interface TypedName {
  start: number;
  name: string;
}

/** The name that is being typed right before the caret; null when there is none, or the bracket is a literal one. */
export function typedNameAt(text: string, caret: number): TypedName | null {
  const match = /(\\?)\[([A-Za-z0-9_.-]*)$/.exec(text.slice(0, caret));
  if (!match || match[1] === '\\') return null;
  return { start: match.index, name: match[2] ?? '' };
}

/** Where a reference stands in a text: from its opening bracket to after its closing one, its default included. */
export interface Span {
  start: number;
  end: number;
}

/** The references of a text, in order. */
export function referenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const part of parseTemplate(text)) {
    const end = at + printPart(part).length;
    if (part.kind === 'reference') spans.push({ start: at, end });
    at = end;
  }
  return spans;
}

/** The first reference to a variable that does not exist, with where it ends; null when all exist. */
export function unknownReference(
  text: string,
  exists: (name: string, hasDefault: boolean) => boolean,
): { name: string; hasDefault: boolean; end: number } | null {
  let at = 0;
  for (const part of parseTemplate(text)) {
    at += printPart(part).length;
    if (part.kind !== 'reference') continue;
    const hasDefault = part.fallback !== undefined;
    if (!exists(part.name, hasDefault)) return { name: part.name, hasDefault, end: at };
  }
  return null;
}

/**
 * What a key does with the pill beside the caret: it goes over it, or takes it away, as a whole. Null where the key does what
 * it does in any text.
 */
export function pillKey(
  text: string,
  caret: number,
  key: string,
): { kind: 'jump'; to: number } | { kind: 'remove'; span: Span } | null {
  const spans = referenceSpans(text);
  const before = spans.find(({ end }) => end === caret);
  const after = spans.find(({ start }) => start === caret);
  if (key === 'ArrowLeft' && before) return { kind: 'jump', to: before.start };
  if (key === 'ArrowRight' && after) return { kind: 'jump', to: after.end };
  if (key === 'Backspace' && before) return { kind: 'remove', span: before };
  return key === 'Delete' && after ? { kind: 'remove', span: after } : null;
}
