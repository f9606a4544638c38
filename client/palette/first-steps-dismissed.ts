const KEY = 'sluice:first-steps-dismissed';

/** Whether this person has put the checklist away. */
export function areFirstStepsDismissed(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
}

export function dismissFirstSteps(): void {
  try {
    localStorage.setItem(KEY, 'yes');
  } catch {
    // Storage is full or forbidden: it comes back with the next visit.
  }
}
