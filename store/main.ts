import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startStore } from './start-store.ts';

const USAGE =
  'Usage: node store/main.ts --data DIR [--port N] [--host 127.0.0.1] [--region us-east-1] [--faults] [--exit-with-parent]\n' +
  'Keys come from SLUICE_STORE_ACCESS_KEY_ID and SLUICE_STORE_SECRET_ACCESS_KEY.\n';

const argumentsSchema = z.object({
  data: z.string('--data DIR says where to keep the buckets').min(1),
  port: z.coerce.number().int().min(0).max(65535).default(0),
  host: z.string().default('127.0.0.1'),
  region: z.string().default('us-east-1'),
  faults: z.boolean().default(false),
  'exit-with-parent': z.boolean().default(false),
});

const environmentSchema = z.object({
  SLUICE_STORE_ACCESS_KEY_ID: z.string('SLUICE_STORE_ACCESS_KEY_ID is not set').min(1),
  SLUICE_STORE_SECRET_ACCESS_KEY: z.string('SLUICE_STORE_SECRET_ACCESS_KEY is not set').min(1),
});

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
    credentials: [
      {
        accessKeyId: environment.SLUICE_STORE_ACCESS_KEY_ID,
        secretAccessKey: environment.SLUICE_STORE_SECRET_ACCESS_KEY,
      },
    ],
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
