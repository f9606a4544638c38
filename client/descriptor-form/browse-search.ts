import type { BrowseItem } from '../../shared/connector.ts';

/** The items whose cells, taken together, contain every word of `search`, whatever its case. */
export function searchItems(
  items: readonly BrowseItem[],
  search: string,
  columns: readonly { name: string }[],
): readonly BrowseItem[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = columns
      .map((column) => item.cells[column.name] ?? '')
      .join(' ')
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
