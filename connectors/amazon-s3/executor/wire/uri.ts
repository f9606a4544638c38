const PLAIN = /^[A-Za-z0-9_.~-]*$/;
const PLAIN_KEY = /^[A-Za-z0-9_.~/-]*$/;
const LEFT_BY_ENCODE_URI_COMPONENT = /[!'()*]/g;

/**
 * Percent-encodes as SigV4 wants it: every byte of the UTF-8 form but `A-Z a-z 0-9 - _ . ~`.
 * Source: Amazon S3 API reference, "Create a signed AWS API request", UriEncode.
 * @throws URIError for a text with a lone surrogate.
 */
export function encodeUri(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text).replace(
    LEFT_BY_ENCODE_URI_COMPONENT,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A key as it stands in a path: encoded once, slashes kept, nothing normalised. */
export function encodeKey(key: string): string {
  if (PLAIN_KEY.test(key)) return key;
  return key.split('/').map(encodeUri).join('/');
}

/** A query string, encoded and sorted by name: what is sent is what is signed. `''` when there are no parameters. */
export function encodeQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]): [string, string] => [encodeUri(name), encodeUri(value)])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
