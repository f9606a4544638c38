/** The control to start mending at: one that is wrong itself, or the first of a group that is. */
const FIRST_WRONG =
  '[data-screen] :is(input, button)[aria-invalid="true"], [data-screen] [role="radiogroup"][aria-invalid="true"] input';

/** Takes the focus to the first control of the open screen that is wrong, once it is drawn as such. */
export function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(FIRST_WRONG)?.focus());
}
