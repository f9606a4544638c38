import { hash } from 'node:crypto';
import type { Address } from './address.ts';
import type { Call } from './call.ts';
import type { WireRequest } from './exchange.ts';
import { type Credentials, EMPTY_PAYLOAD, type Signer, UNSIGNED_PAYLOAD } from './sign.ts';
import { encodeQuery } from './uri.ts';

/** What a call becomes a request with. */
export interface RequestFrame {
  readonly address: Address;
  readonly region: string;
  readonly credentials: Credentials;
  readonly signer: Signer;
  readonly at: Date;
  readonly userAgent: string;
}

/** The signed request for a call: what is sent is what was signed. */
export function buildRequest(call: Call, frame: RequestFrame): WireRequest {
  const { address, region, credentials, signer, at, userAgent } = frame;
  const { method, body } = call;
  const query = encodeQuery(call.query ?? {});
  const headers: Record<string, string> = { ...call.headers, host: address.origin.host };
  if (body !== undefined) headers['content-length'] = String(body.length);
  else if (method === 'PUT' || method === 'POST') headers['content-length'] = '0';
  const signable = { method, path: address.path, query, headers, payloadHash: call.payloadHash ?? payloadHash(body) };
  return {
    origin: address.origin,
    method,
    target: query === '' ? address.path : `${address.path}?${query}`,
    headers: { ...signer.sign(signable, credentials, region, at), 'user-agent': userAgent },
    body,
  };
}

function payloadHash(body: Call['body']): string {
  if (body === undefined) return EMPTY_PAYLOAD;
  return body instanceof Uint8Array ? hash('sha256', body, 'hex') : UNSIGNED_PAYLOAD;
}
