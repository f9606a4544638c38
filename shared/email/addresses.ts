/** The addresses of a field that takes several: separated by commas or semicolons, those in quotes or `<…>` left whole. */
export function addressesOf(text: string): string[] {
  const parts = text.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,;])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
