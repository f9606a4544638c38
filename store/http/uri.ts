/** Percent-encodes everything but RFC 3986's unreserved characters, as SigV4 wants it. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The same, leaving `/` as it is: the canonical form of a path. S3 encodes once and never removes dots or doubled slashes. */
export function uriEncodePath(path: string): string {
  return uriEncode(path).replaceAll('%2F', '/');
}

/** How a listing with `encoding-type=url` writes names: a space as `+`, `/` as it is. */
export function listingEncode(text: string): string {
  return uriEncodePath(text).replaceAll('%20', '+');
}
