/** What {@link loadPart} needs of the browser. */
export interface Surroundings {
  /** Whether the server can be reached: a page that is reloaded without it is lost. */
  isServerThere(): Promise<boolean>;
  /** Whether this page was reloaded for the same reason a moment ago. */
  wasReloaded(): boolean;
  /** Reloads the page; comes back only when somebody kept it from being left. */
  reload(): Promise<void>;
}

/** A part of the program did not come from the server, and reloading the page did not help or was not possible. */
export class PartMissing extends Error {
  override name = 'PartMissing';
}

/**
 * Loads a part of the program that is not in the first load. One that is gone was most likely replaced by a newer
 * version of the server: then the page is reloaded, once.
 * @throws {PartMissing} with a message that says what to do
 */
export async function loadPart<T>(load: () => Promise<T>, page: Surroundings): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!(await page.isServerThere()))
      throw new PartMissing('The server can’t be reached. Wait until it is back, then reload the page.', { cause });
    if (!page.wasReloaded()) await page.reload();
    throw new PartMissing(
      'A file of the program is missing on the server. Reload the page; if that does not help, start the server anew.',
      { cause },
    );
  }
}
