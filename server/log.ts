import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';

export type Log = Logger;

/** A full log file becomes `server.log.1`, and the one before it goes. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const REDACTED = '[redacted]';

/** Where nothing of these names should ever be; what slips in is not written. */
const REDACTED_PATHS = [
  'authorization',
  'cookie',
  'credential',
  'password',
  'secretAccessKey',
  'sessionToken',
  'token',
  '*.authorization',
  '*.cookie',
  '*.credential',
  '*.password',
  '*.secretAccessKey',
  '*.sessionToken',
  '*.token',
];

export interface ServerLog {
  log: Log;
  /** The file that it is written to. */
  file: string;
  /** From now on this text is never written, wherever it occurs. */
  hide(secret: string): void;
  close(): void;
}

/** The server's log: one JSON object a line, in `logs/server.log` of the data folder. Written at once, so that nothing is lost. */
export async function openLog(dataDir: string, level = 'info'): Promise<ServerLog> {
  const folder = join(dataDir, 'logs');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'server.log');
  const file = appendingFile(path);
  const hidden = new Set<string>();
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_PATHS, censor: REDACTED },
    },
    {
      write: (line) => {
        let clean = line;
        for (const secret of hidden) clean = clean.replaceAll(secret, REDACTED);
        file.append(clean);
      },
    },
  );
  return {
    log,
    file: path,
    hide: (secret) => {
      if (secret.length >= 8) hidden.add(JSON.stringify(secret).slice(1, -1));
    },
    close: file.close,
  };
}

function appendingFile(path: string) {
  let descriptor = openSync(path, 'a', 0o600);
  let size = fstatSync(descriptor).size;
  let closed = false;
  const turn = () => {
    closeSync(descriptor);
    renameSync(path, `${path}.1`);
    descriptor = openSync(path, 'a', 0o600);
    size = 0;
  };
  return {
    append: (line: string) => {
      if (closed) return;
      // A full disk must not end the server: it goes on without its log.
      try {
        if (size > MAX_FILE_BYTES) turn();
        size += writeSync(descriptor, line);
      } catch {
        return;
      }
    },
    close: () => {
      if (!closed) closeSync(descriptor);
      closed = true;
    },
  };
}
