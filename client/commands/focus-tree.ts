/**
 * Gives the focus a place once what had it is gone with its row or tile: the tab stop of the project pane's tree. What has
 * taken the focus by then keeps it.
 */
export function focusTreeIfLost(): void {
  afterDrawing(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const rows = document.querySelectorAll<HTMLElement>('[role="treeitem"][tabindex="0"]');
    [...rows].find((row) => row.checkVisibility())?.focus();
  });
}

/** Does something once what has changed is drawn, and menus and dialogs have given the focus back. */
export function afterDrawing(work: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(work));
}
