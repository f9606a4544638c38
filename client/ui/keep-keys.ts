/**
 * Keeps keys from the page while something that is meant to have them is on its way. The browser keeps its own: whoever waits too
 * long reloads the page. Gives what ends it.
 * @param onEscape Escape was pressed; null when nothing follows from it
 * @param hasCome asked at each key: true lets that and all later ones pass
 */
export function keepKeys(onEscape: (() => void) | null, hasCome: () => boolean): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (hasCome()) return end();
    if (event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'Escape') onEscape?.();
  };
  const end = () => removeEventListener('keydown', onKeyDown, { capture: true });
  addEventListener('keydown', onKeyDown, { capture: true });
  return end;
}
