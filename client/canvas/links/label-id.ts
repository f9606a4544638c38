/** The id of the element that stands for a link in the page. */
export function labelId(linkKey: string): string {
  return `link-${linkKey}`;
}
