import { say, sayError } from './console.ts';
import { messageOf } from './database/log.ts';
import { type Product, startProduct } from './product.ts';
import { whenLauncherGone } from './settings/launcher.ts';
import { readSettings, usage } from './settings/settings.ts';
import { StartupError } from './settings/startup-error.ts';

/** A stop that takes longer than this is cut short: nothing that was acknowledged is lost by it. */
const STOP_MS = 5_000;

let product: Product | null = null;
let stopping = false;

function stop(exitCode = 0): void {
  if (stopping) return;
  stopping = true;
  const late = setTimeout(() => process.exit(exitCode || 1), STOP_MS);
  // Asked to stop while it starts, it stops as soon as it has started.
  starting
    .then(() => product?.stop(STOP_MS - 500))
    .then(
      () => {
        clearTimeout(late);
        process.exit(exitCode);
      },
      (error) => {
        sayError(`Sluice did not stop cleanly: ${messageOf(error)}`);
        process.exit(1);
      },
    );
}

async function main(): Promise<void> {
  try {
    const settings = readSettings(process.env, process.argv.slice(2));
    if (settings.help) {
      say(usage);
      process.exit(0);
    }
    product = await startProduct(settings, (error) => {
      sayError(error.message);
      stop(1);
    });
    if (!stopping) say(`Sluice is ready at ${product.url}`);
  } catch (error) {
    sayError(error instanceof StartupError ? error.message : `Sluice could not start: ${detailsOf(error)}`);
    process.exit(1);
  }
}

function detailsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop());
whenLauncherGone(() => stop());
// A fault of ours in some corner must not take everybody's work down: what matters is in the database.
process.on('uncaughtException', (error) => {
  if (product) product.log.error({ err: error }, 'An exception was not caught');
  else {
    sayError(`Sluice could not start: ${detailsOf(error)}`);
    process.exit(1);
  }
});
const starting = main();
