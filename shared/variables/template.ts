/**
 * The text of a field that takes variables, parsed.
 *
 * Grammar (EBNF). Everything that is neither reference nor escape is literal text, so that every string is a template:
 *
 *     template  = { reference | escape | character } ;          (* the first that fits, from the left *)
 *     reference = "[" name "]" [ "{" default "}" ] ;
 *     name      = name-char , { name-char } ;
 *     name-char = "A".."Z" | "a".."z" | "0".."9" | "_" | "." | "-" ;
 *     default   = { any character but "}" } ;                   (* taken as it stands: references do not nest *)
 *     escape    = "\[" ;                                        (* a literal bracket *)
 *
 * Nothing else is special: `]`, `{`, `}` and `\` stand for themselves, and so does `[` where no reference begins.
 *
 * What a reference names, while designing: a Jitterbit variable (`known.ts`), a project variable, or else, when it has a
 * default, a *global variable*: one that a run may be started with, or that is set while operations run. Its default stands in
 * as long as nothing has set it. A name that is neither and has no default is an error; so is one that differs from another
 * variable's only in upper and lower case. The names of Jitterbit variables are reserved.
 */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'escape' }
  | { kind: 'reference'; name: string; fallback?: string };
export type Template = readonly Part[];

const TOKEN = /\\\[|\[([A-Za-z0-9_.-]+)\](?:\{([^}]*)\})?/g;

/**
 * Parses any string; never throws. Nothing is lost: `printTemplate` gives the string back. No text is empty, and no two stand
 * beside each other.
 */
export function parseTemplate(source: string): Template {
  const parts: Part[] = [];
  const addText = (text: string) => {
    if (text !== '') parts.push({ kind: 'text', text });
  };
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    addText(source.slice(end, match.index));
    end = match.index + match[0].length;
    const [, name, fallback] = match;
    if (name === undefined) parts.push({ kind: 'escape' });
    else parts.push(fallback === undefined ? { kind: 'reference', name } : { kind: 'reference', name, fallback });
  }
  addText(source.slice(end));
  return parts;
}

/** The string of a template, as somebody types it. */
export function printTemplate(template: Template): string {
  return template.map(printPart).join('');
}

export function printPart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'escape':
      return '\\[';
    case 'reference':
      return part.fallback === undefined ? `[${part.name}]` : `[${part.name}]{${part.fallback}}`;
  }
}

/** The one reference that a text consists of, or null. A secret takes no other: its own brackets stand for themselves. */
export function wholeReference(source: string): Extract<Part, { kind: 'reference' }> | null {
  const [only, more] = parseTemplate(source);
  return only?.kind === 'reference' && more === undefined ? only : null;
}

/** The names a field refers to, in order, each once. */
export function variablesOf(source: string): string[] {
  const names = parseTemplate(source).flatMap((part) => (part.kind === 'reference' ? [part.name] : []));
  return [...new Set(names)];
}

/** The field's text with every reference to one variable naming another; defaults and all else stay as they are. */
export function renameReferences(source: string, from: string, to: string): string {
  if (!source.includes(`[${from}]`)) return source;
  return printTemplate(
    parseTemplate(source).map((part) =>
      part.kind === 'reference' && part.name === from ? { ...part, name: to } : part,
    ),
  );
}

export type Expansion = { ok: true; text: string } | { ok: false; missing: string };

/**
 * The field's text with every reference replaced by its value. A value stands as it is, even when it contains `[x]`:
 * there is no second expansion. A name with neither value nor default makes the expansion fail and is named; so does one for
 * which `lookUp` gives null: it must have a value, and the default does not stand in.
 */
export function expand(source: string, lookUp: (name: string) => string | undefined | null): Expansion {
  let text = '';
  for (const part of parseTemplate(source)) {
    if (part.kind !== 'reference') {
      text += part.kind === 'text' ? part.text : '[';
      continue;
    }
    const found = lookUp(part.name);
    const value = found === undefined ? part.fallback : found;
    if (value === undefined || value === null) return { ok: false, missing: part.name };
    text += value;
  }
  return { ok: true, text };
}
