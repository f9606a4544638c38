/**
 * The text of a field that takes variables, parsed.
 *
 * Grammar (EBNF); everything that is not a reference is literal text, so that every string is a template:
 *
 *     template  = { reference | escape | character } ;
 *     reference = "[" name "]" [ "{" { any character but "}" } "}" ] ;
 *     name      = ( letter | digit | "_" | "." | "-" ) , { letter | digit | "_" | "." | "-" } ;
 *     escape    = "\[" ;
 */
export type Part = { kind: 'text'; text: string } | { kind: 'reference'; name: string; fallback?: string };
export type Template = readonly Part[];

const TOKEN = /\\\[|\[([A-Za-z0-9_.-]+)\](?:\{([^}]*)\})?/g;

/** Parses any string; never throws. Neighbouring texts are one part, and no part is an empty text. */
export function parseTemplate(source: string): Template {
  const parts: Part[] = [];
  let text = '';
  let end = 0;
  const flush = () => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
  };
  for (const match of source.matchAll(TOKEN)) {
    text += source.slice(end, match.index);
    end = match.index + match[0].length;
    const name = match[1];
    if (name === undefined) {
      text += '[';
      continue;
    }
    flush();
    parts.push(match[2] === undefined ? { kind: 'reference', name } : { kind: 'reference', name, fallback: match[2] });
  }
  text += source.slice(end);
  flush();
  return parts;
}

/** The names a field refers to, in order, each once. */
export function variablesOf(source: string): string[] {
  const names = parseTemplate(source).flatMap((part) => (part.kind === 'reference' ? [part.name] : []));
  return [...new Set(names)];
}

export type Expansion = { ok: true; text: string } | { ok: false; missing: string };

/**
 * The field's text with every reference replaced by its value. A value stands as it is, even when it contains `[x]`:
 * there is no second expansion. A name with neither value nor default makes the expansion fail and is named.
 */
export function expand(source: string, lookUp: (name: string) => string | undefined): Expansion {
  let text = '';
  for (const part of parseTemplate(source)) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    const value = lookUp(part.name) ?? part.fallback;
    if (value === undefined) return { ok: false, missing: part.name };
    text += value;
  }
  return { ok: true, text };
}
