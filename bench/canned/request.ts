/** The head of a request. Header names are lower case. */
export interface Head {
  readonly method: string;
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: ReadonlyMap<string, string>;
  /** Of the body as it is sent. */
  readonly length: number;
}

/** Reads a head, without the empty line at its end. */
export function parseHead(text: string): Head {
  const [line = '', ...lines] = text.split('\r\n');
  const [method = '', target = '/'] = line.split(' ');
  const headers = new Map<string, string>();
  for (const header of lines) {
    const colon = header.indexOf(':');
    headers.set(header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim());
  }
  const [path = '', query = ''] = target.split('?');
  const [, bucket = '', ...rest] = path.split('/');
  return {
    method,
    bucket,
    key: decodeURIComponent(rest.join('/')),
    query: new URLSearchParams(query),
    headers,
    length: Number(headers.get('content-length') ?? 0),
  };
}

/** The bytes of an object that a request carries: without the framing of a streamed upload. */
export function objectLength({ headers, length }: Head): number {
  return Number(headers.get('x-amz-decoded-content-length') ?? length);
}
