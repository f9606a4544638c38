// How the scripts end when they cannot go on: one paragraph for the person at the terminal, exit code 1.

/** What went wrong, for a person: printed without a stack. */
export class ScriptError extends Error {}

/** Runs a script's main function. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof ScriptError ? `\n${error.message}` : error);
    process.exit(1);
  }
}
