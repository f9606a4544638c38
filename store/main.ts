import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startStore } from './start-store.ts';

const USAGE =
  'Usage: node store/main.ts --data DIR [--port N] [--host 127.0.0.1] [--region us-east-1] [--tls-key FILE --tls-cert FILE] [--faults] [--exit-with-parent]\n' +
  'Keys come from SLUICE_STORE_ACCESS_KEY_ID and SLUICE_STORE_SECRET_ACCESS_KEY; a second pair may come from SLUICE_STORE_SECOND_ACCESS_KEY_ID and SLUICE_STORE_SECOND_SECRET_ACCESS_KEY.\n';

const argumentsSchema = z
  .object({
    data: z.string('--data DIR says where to keep the buckets').min(1),
    port: z.coerce.number().int().min(0).max(65535).default(0),
    host: z.string().default('127.0.0.1'),
    region: z.string().default('us-east-1'),
    'tls-key': z.string().min(1).optional(),
    'tls-cert': z.string().min(1).optional(),
    faults: z.boolean().default(false),
    'exit-with-parent': z.boolean().default(false),
  })
  .refine(
    (args) => (args['tls-key'] === undefined) === (args['tls-cert'] === undefined),
    '--tls-key and --tls-cert go together: PEM files of a private key and of its certificate',
  );

const environmentSchema = z.object({
  SLUICE_STORE_ACCESS_KEY_ID: z.string('SLUICE_STORE_ACCESS_KEY_ID is not set').min(1),
  SLUICE_STORE_SECRET_ACCESS_KEY: z.string('SLUICE_STORE_SECRET_ACCESS_KEY is not set').min(1),
  SLUICE_STORE_SECOND_ACCESS_KEY_ID: z.string().min(1).optional(),
  SLUICE_STORE_SECOND_SECRET_ACCESS_KEY: z.string().min(1).optional(),
});

/** One pair of keys, or two. */
function credentialsIn(environment: z.infer<typeof environmentSchema>) {
  const first = {
    accessKeyId: environment.SLUICE_STORE_ACCESS_KEY_ID,
    secretAccessKey: environment.SLUICE_STORE_SECRET_ACCESS_KEY,
  };
  const { SLUICE_STORE_SECOND_ACCESS_KEY_ID: accessKeyId, SLUICE_STORE_SECOND_SECRET_ACCESS_KEY: secretAccessKey } =
    environment;
  return accessKeyId === undefined || secretAccessKey === undefined
    ? [first]
    : [first, { accessKeyId, secretAccessKey }];
}

function tlsIn(args: z.infer<typeof argumentsSchema>): { key: string; cert: string } | undefined {
  const { 'tls-key': key, 'tls-cert': cert } = args;
  return key === undefined || cert === undefined
    ? undefined
    : { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

function say(error: unknown): void {
  const text = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : 'failed';
  process.stderr.write(`${text}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      region: { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-cert': { type: 'string' },
      faults: { type: 'boolean' },
      'exit-with-parent': { type: 'boolean' },
    },
  });
  const args = argumentsSchema.parse(values);
  const environment = environmentSchema.parse(process.env);
  const store = await startStore({
    dataDir: args.data,
    port: args.port,
    host: args.host,
    region: args.region,
    faults: args.faults,
    tls: tlsIn(args),
    credentials: credentialsIn(environment),
    onError: say,
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    store.close().then(
      () => process.exit(0),
      (error: unknown) => {
        say(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (args['exit-with-parent']) process.stdin.on('end', stop).on('close', stop).resume();
  process.stdout.write(`${JSON.stringify({ url: store.url })}\n`);
}

main().catch((error: unknown) => {
  say(error);
  if (error instanceof z.ZodError || (error instanceof Error && 'code' in error)) process.stderr.write(USAGE);
  process.exit(1);
});
