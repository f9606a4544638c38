const ID = 'overlays';

/** Where menus, dialogs and the like are drawn: a landmark of its own beside the page, so that all content is in one. */
export function overlays(): HTMLElement {
  const found = document.getElementById(ID);
  if (found) return found;
  const made = document.createElement('section');
  made.id = ID;
  made.setAttribute('aria-label', 'Menus and dialogs');
  document.body.append(made);
  return made;
}
