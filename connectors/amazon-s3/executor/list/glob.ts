/**
 * Compiles a key pattern: `**` stands for anything, `*` for anything but `/`, `?` for one character but `/`; a slash followed by
 * two asterisks and a slash also matches a single slash. Everything else stands for itself.
 */
export function compileGlob(pattern: string): RegExp {
  const source = pattern.replace(/\/\*\*\/|\*\*|[*?]|[.+^${}()|[\]\\/]/g, (token) => {
    if (token === '/**/') return '/(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`, 'su');
}
