import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Fault, Way } from './fault.ts';

export interface FaultProxy {
  /** What stands in for the storage's URL. */
  readonly url: string;
  /** What it has done, by kind. */
  readonly done: ReadonlyMap<Fault['kind'], number>;
  stop(): Promise<void>;
}

const HEAD_END = '\r\n\r\n';
/** Bodies that are shorter are no objects' bytes, but what is said about them. */
const SHORTEST_FLIPPED = 2048;

/**
 * An HTTP/1.1 proxy on loopback that does something to each exchange with a storage, as it is told.
 * @param next asked once for each exchange, in the order of their beginnings
 */
export async function startFaultProxy(storageUrl: string, next: () => Fault): Promise<FaultProxy> {
  const port = Number(new URL(storageUrl).port);
  const sockets = new Set<Socket>();
  const done = new Map<Fault['kind'], number>();
  const server = createServer({ noDelay: true }, (client) => {
    const storage = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, storage]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
    }
    new Passage(client, storage, () => {
      const fault = next();
      done.set(fault.kind, (done.get(fault.kind) ?? 0) + 1);
      return fault;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    done,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What passes one way in one exchange. */
interface Flow {
  /** What has come of the head, until it is whole. */
  head: Buffer | null;
  passed: number;
  /** Of the body, as the head says it; so many are still to come. */
  bodyLength: number;
  left: number;
}

const newFlow = (): Flow => ({ head: Buffer.alloc(0), passed: 0, bodyLength: 0, left: 0 });

/** One connection: exchange after exchange, each with its fault. */
class Passage {
  private readonly client: Socket;
  private readonly storage: Socket;
  private readonly next: () => Fault;
  private fault: Fault = { kind: 'none' };
  private flows: Record<Way, Flow> = { up: newFlow(), down: newFlow() };
  private isBegun = false;
  /** Nothing passes any more. */
  private isOver = false;

  constructor(client: Socket, storage: Socket, next: () => Fault) {
    this.client = client;
    this.storage = storage;
    this.next = next;
    client.on('data', (bytes) => this.came('up', bytes));
    storage.on('data', (bytes) => this.came('down', bytes));
    client.on('close', () => storage.destroy());
    storage.on('close', () => (this.isOver ? undefined : client.destroySoon()));
    client.on('drain', () => storage.resume());
    storage.on('drain', () => client.resume());
  }

  private came(way: Way, bytes: Buffer): void {
    if (this.isOver) return;
    const { up } = this.flows;
    if (way === 'up' && (!this.isBegun || (up.head === null && up.left === 0))) this.begin();
    const flow = this.flows[way];
    if (flow.head === null) {
      this.pass(way, bytes);
      return;
    }
    flow.head = Buffer.concat([flow.head, bytes]);
    const end = flow.head.indexOf(HEAD_END);
    if (end < 0) return;
    const head = flow.head.toString('latin1', 0, end + HEAD_END.length);
    const rest = flow.head.subarray(end + HEAD_END.length);
    if (way === 'down' && /^HTTP\/1\.1 100 /.test(head)) {
      this.client.write(head, 'latin1');
      flow.head = Buffer.alloc(0);
      if (rest.length > 0) this.came(way, rest);
      return;
    }
    flow.head = null;
    flow.bodyLength = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    flow.left = flow.bodyLength;
    this.headCame(way, head);
    if (rest.length > 0) this.pass(way, rest);
  }

  private begin(): void {
    this.isBegun = true;
    this.flows = { up: newFlow(), down: newFlow() };
    this.fault = this.next();
  }

  private headCame(way: Way, head: string): void {
    const { fault } = this;
    if (way === 'up' && fault.kind === 'status') {
      this.answer(fault.status);
      return;
    }
    if (way === 'down' && fault.kind === 'slow') {
      this.storage.pause();
      setTimeout(() => this.storage.resume(), fault.ms);
    }
    const twice = way === 'down' && fault.kind === 'duplicate' ? duplicated(head, fault.header, fault.differs) : head;
    this.write(way, Buffer.from(twice, 'latin1'));
  }

  private answer(status: number): void {
    this.isOver = true;
    this.storage.destroy();
    const code = status === 503 ? 'SlowDown' : 'InternalError';
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>By the fault proxy.</Message></Error>`;
    const head = `HTTP/1.1 ${status} Fault\r\ncontent-type: application/xml\r\ncontent-length: ${body.length}\r\nconnection: close`;
    this.client.end(`${head}${HEAD_END}${body}`);
  }

  /** Bytes of a body. */
  private pass(way: Way, bytes: Buffer): void {
    const flow = this.flows[way];
    const { fault } = this;
    if (fault.kind === 'flip' && fault.way === way && flow.bodyLength >= SHORTEST_FLIPPED) {
      const at = (fault.at % flow.bodyLength) - (flow.bodyLength - flow.left);
      if (at >= 0 && at < bytes.length) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x20, at);
    }
    flow.left = Math.max(0, flow.left - bytes.length);
    this.write(way, bytes);
  }

  private write(way: Way, bytes: Buffer): void {
    const flow = this.flows[way];
    const { fault } = this;
    const [from, to] = way === 'up' ? [this.client, this.storage] : [this.storage, this.client];
    const cutsHere = fault.kind === 'truncate' ? way === 'down' : 'way' in fault && fault.way === way;
    const last = cutsHere && 'after' in fault ? fault.after - flow.passed : Number.POSITIVE_INFINITY;
    flow.passed += bytes.length;
    if (!this.isOver && !to.write(bytes.subarray(0, Math.max(0, Math.min(bytes.length, last))))) from.pause();
    if (last >= bytes.length) return;
    this.isOver = true;
    if (fault.kind === 'reset') {
      this.client.resetAndDestroy();
      this.storage.resetAndDestroy();
    } else if (fault.kind === 'truncate') {
      this.client.end();
      this.storage.destroy();
    }
  }
}

function duplicated(head: string, header: string, differs: boolean): string {
  const line = new RegExp(`\\r\\n${header}: *([^\\r]*)`, 'i').exec(head);
  if (!line) return head;
  const [whole, value = ''] = line;
  const again = differs ? (header === 'etag' ? `"${'0'.repeat(32)}"` : String(Number(value) + 1)) : value;
  return head.replace(whole, `${whole}\r\n${header}: ${again}`);
}
