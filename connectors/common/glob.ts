/**
 * One token of a key pattern: a character, `?` (one but `/`), `*` (any but `/`), `**` (anything), or `dirs` (nothing, or
 * anything that ends in `/`).
 */
type Token = { kind: 'character'; character: string } | { kind: 'one' | 'some' | 'anything' | 'dirs' };

function parse(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (const [text] of pattern.matchAll(/\/\*\*\/|\*\*+|./gsu)) {
    if (text === '/**/') tokens.push({ kind: 'character', character: '/' }, { kind: 'dirs' });
    else if (text.startsWith('**')) tokens.push({ kind: 'anything' });
    else if (text === '*') tokens.push({ kind: 'some' });
    else if (text === '?') tokens.push({ kind: 'one' });
    else tokens.push({ kind: 'character', character: text });
  }
  return tokens;
}

/**
 * Compiles a key pattern: `**` stands for anything, `*` for anything but `/`, `?` for one character but `/`, and between two
 * slashes `**` also stands for nothing with one of the slashes. Everything else stands for itself. All tokens that may come next are
 * followed at once, so that no pattern makes matching slow.
 */
export function compileGlob(pattern: string): (key: string) => boolean {
  const tokens = parse(pattern);
  return (key) => {
    let states = new Set<number>();
    enter(tokens, states, 0);
    for (const character of key) {
      const next = new Set<number>();
      for (const state of states) step(tokens, next, state, character);
      if (next.size === 0) return false;
      states = next;
    }
    return states.has(tokens.length);
  };
}

/** Adds a state, and those that are reached from it without a character. */
function enter(tokens: readonly Token[], states: Set<number>, state: number): void {
  states.add(state);
  const kind = tokens[state]?.kind;
  if (kind === 'some' || kind === 'anything' || kind === 'dirs') enter(tokens, states, state + 1);
}

function step(tokens: readonly Token[], next: Set<number>, state: number, character: string): void {
  const token = tokens[state];
  if (token === undefined) return;
  const slash = character === '/';
  if (token.kind === 'character' ? token.character === character : token.kind === 'one' && !slash)
    enter(tokens, next, state + 1);
  else if (token.kind === 'anything' || (token.kind === 'some' && !slash)) enter(tokens, next, state);
  else if (token.kind === 'dirs') {
    next.add(state);
    if (slash) enter(tokens, next, state + 1);
  }
}
