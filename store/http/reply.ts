import { writeXml, type XmlContent } from './xml-write.ts';

/** What an operation answers, before it is written to the connection. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | ReplyStream;
}

/** A body too large to hold: `length` bytes, in pieces. `close` is called once, however the sending ended. */
export interface ReplyStream {
  readonly length: number;
  readonly chunks: AsyncIterable<Buffer>;
  readonly close: () => void;
}

export function emptyReply(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers };
}

export function xmlReply(root: string, content: XmlContent, headers: Record<string, string> = {}): Reply {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: writeXml(root, content) };
}
