/** The bytes an answer carries: `Content-Range: bytes first-last/total`. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  /** Undefined for `*`. */
  readonly total: number | undefined;
}

/** Parses a Content-Range header (RFC 9110, section 14.4); undefined when there is none of that form. */
export function parseContentRange(value: string | undefined): ContentRange | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(value ?? '');
  if (!match) return undefined;
  return { first: Number(match[1]), last: Number(match[2]), total: match[3] === '*' ? undefined : Number(match[3]) };
}
