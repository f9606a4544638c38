/** Wakes one sleeper early. A nudge that is given while nobody sleeps wakes the next one at once. */
export class Nudge {
  private isGiven = false;
  private wake: (() => void) | null = null;

  give(): void {
    this.isGiven = true;
    this.wake?.();
  }

  /** Sleeps until a nudge, `milliseconds`, or abort; whether it was a nudge. */
  async taken(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    if (!this.isGiven && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        signal.addEventListener('abort', done);
        this.wake = done;
      });
      this.wake = null;
    }
    const given = this.isGiven;
    this.isGiven = false;
    return given;
  }
}
