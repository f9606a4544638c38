import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from '../auth/authenticate.ts';
import { actionOf, requireAllowed } from '../auth/permissions.ts';
import { openBody } from '../body/request-body.ts';
import type { StoreFolder } from '../disk/store-folder.ts';
import { answerAdmin } from '../faults/admin.ts';
import { faultsAfter, faultsBefore, faultsInUpload } from '../faults/apply-faults.ts';
import { ConnectionCut } from '../faults/connection-cut.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { RequestFacts } from '../faults/fault-rules.ts';
import { replaceObject } from '../faults/replace-object.ts';
import type { RequestCounts } from '../faults/request-counts.ts';
import { OPERATIONS } from '../operations/table.ts';
import type { StoreSettings } from '../settings.ts';
import type { Reply } from './reply.ts';
import { type OperationName, route } from './route.ts';
import { parseRequest, queryValue, type S3Request } from './s3-request.ts';
import { asS3Error, errorReply, sendReply } from './send-reply.ts';

/** Everything a request may need. */
export interface Service {
  readonly folder: StoreFolder;
  readonly settings: StoreSettings;
  readonly faults: FaultPlan;
  readonly counts: RequestCounts;
  /** Told of failures that are the store's own. */
  readonly onError: (error: unknown) => void;
}

const PROCESS_ID = randomBytes(4).toString('hex').toUpperCase();
let requests = 0;

/** 16 hexadecimal digits that no other request of this process has. */
function newRequestId(): string {
  requests = (requests + 1) % 0xffffffff;
  return `${PROCESS_ID}${requests.toString(16).toUpperCase().padStart(8, '0')}`;
}

type Exchange = { readonly message: IncomingMessage; readonly response: ServerResponse; readonly expects: boolean };

function factsOf(operation: string, request: S3Request): RequestFacts {
  const part = queryValue(request, 'partNumber');
  return {
    operation,
    bucket: request.bucket,
    key: request.key,
    partNumber: part === undefined ? undefined : Number(part),
  };
}

/** The bytes of an upload; a client that waits for "100 Continue" is told to go on when they are first wanted. */
async function* uploadBytes({ message, response, expects }: Exchange): AsyncGenerator<Buffer> {
  if (expects) response.writeContinue();
  // Not destroyed on an early end: the client must still be able to read why.
  yield* message.iterator({ destroyOnReturn: false });
}

async function perform(service: Service, exchange: Exchange, request: S3Request, name: OperationName): Promise<Reply> {
  const { settings, folder } = service;
  const effects = settings.faults ? service.faults.take(factsOf(name, request)) : [];
  const instead = await faultsBefore(effects);
  if (instead !== undefined) return instead;
  const { credentials, region, clock } = settings;
  const identity = authenticate(request, { credentials, region, now: clock() });
  // A multi-object delete is allowed or refused key by key.
  if (name !== 'DeleteObjects') {
    const { bucket, key } = request;
    requireAllowed(identity.credential, { operation: name, action: actionOf(name), bucket, key });
  }
  const reply = await OPERATIONS[name]({
    folder,
    region,
    request,
    identity,
    now: clock,
    body: () => openBody(request.headers, faultsInUpload(uploadBytes(exchange), effects), identity),
  });
  try {
    return faultsAfter(reply, effects, (content) =>
      replaceObject(folder.get(request.bucket ?? ''), request.key, content),
    );
  } catch (error) {
    if (typeof reply.body === 'object') reply.body.close();
    throw error;
  }
}

/** Routes first, proves who asks second: what is not there is told only to those who may know. */
async function answer(service: Service, exchange: Exchange, begun: (facts: RequestFacts) => void): Promise<Reply> {
  const request = parseRequest(exchange.message);
  let name: OperationName;
  try {
    name = route(request);
  } catch (error) {
    const { credentials, region, clock } = service.settings;
    begun(factsOf('Unsupported', request));
    authenticate(request, { credentials, region, now: clock() });
    throw error;
  }
  begun(factsOf(name, request));
  return perform(service, exchange, request, name);
}

/** Answers one request. Never throws: the worst that can happen is that the connection is cut. */
export async function serve(service: Service, exchange: Exchange): Promise<void> {
  const { message, response } = exchange;
  const requestId = newRequestId();
  const isHead = message.method === 'HEAD';
  let ended: (status: number) => void = () => {};
  response.setHeader('date', service.settings.clock().toUTCString());
  try {
    const admin = service.settings.faults ? await answerAdmin(message, service.faults, service.counts) : undefined;
    const reply =
      admin ??
      (await answer(service, exchange, (facts) => {
        ended = service.settings.faults ? service.counts.begin(facts) : ended;
      }));
    await sendReply(response, reply, requestId, isHead);
    ended(reply.status);
  } catch (error) {
    if (error instanceof ConnectionCut || response.headersSent || message.socket.destroyed) {
      message.socket.destroy();
      ended(0);
      return;
    }
    const told = asS3Error(error);
    if (told.code === 'InternalError') service.onError(error);
    await sendReply(response, errorReply(told, (message.url ?? '').split('?')[0] ?? '', requestId), requestId, isHead);
    ended(told.status);
  } finally {
    // What is left of a refused upload is read and thrown away, so that the answer gets through.
    message.resume();
  }
}
