// `npm test`: installs what is missing and runs every suite, one after another, whatever the ones before it gave.
// Ends with what failed, and one line over all of them: `N passed, N failed, N skipped`.
//
//   npm test -- --only unit,browser    only these suites
//   npm test -- --rounds 100           more rounds of the kill tests (20 and 5)
//
// SLUICE_SCALE_RUNS=10000 SLUICE_SCALE_SECONDS=120 is the kill test on several servers and agents as a whole (1,000 runs, 25 s).
//
// With CI=true a skipped test, or something missing that tests need, is a failure.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClient } from './build-client.mjs';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runMain, ScriptError } from './fail.mjs';
import { findRuntime } from './runtime.mjs';
import { checkSize } from './size.mjs';
import { broken, readPlaywright, readVitest, single, sum, withExit } from './test-reports.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inCi = process.env.CI === 'true';
/** Folders of tests that take their time: the suite `kill`. */
const LONG = ['testing/kill', 'testing/scale'];
const names = ['types', 'lint', 'size', 'unit', 'browser', 'kill'];

await runMain(async () => {
  const { only, rounds } = parseArguments(process.argv.slice(2));
  await ensureInstalled(root);
  const reports = mkdtempSync(join(tmpdir(), 'sluice-test-reports-'));
  process.once('exit', () => rmSync(reports, { recursive: true, force: true }));
  const suites = makeSuites(findRuntime(root), reports, rounds);
  const results = [checkPackages(only)];
  for (const name of only) {
    console.log(`\n━━ ${name}`);
    results.push(await suites[name]().catch(explain));
  }
  const total = sum(results);
  for (const { name, message } of total.failures)
    console.log(`\n✗ ${isAbsolute(name) ? relative(root, name) : name}\n${message}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  const bad = total.failed > 0 || total.passed === 0 || (inCi && total.skipped > 0);
  process.exit(bad ? 1 : 0);
});

function parseArguments(args) {
  const options = { only: names, rounds: undefined };
  for (let i = 0; i < args.length; i += 2) {
    const value = args[i + 1];
    if (args[i] === '--only' && value?.split(',').every((name) => names.includes(name)))
      options.only = value.split(',');
    else if (args[i] === '--rounds' && /^[1-9]\d*$/.test(value ?? '')) options.rounds = value;
    else
      throw new ScriptError(
        `Not understood: ${args.slice(i).join(' ')}. Known: --only ${names.join(',')} and --rounds N.`,
      );
  }
  return options;
}

/** Types, lint and size need nothing of Debian's. */
function checkPackages(only) {
  const none = { passed: 0, failed: 0, skipped: 0, failures: [] };
  if (!only.some((name) => ['unit', 'browser', 'kill'].includes(name))) return none;
  const reason = ensureDebianPackages();
  if (reason === null) return none;
  console.log(`${inCi ? 'Failed' : 'Tests that need them will be skipped'}: ${reason}.`);
  return inCi ? broken : none;
}

function makeSuites(runtime, reports, rounds) {
  const modules = join(root, 'node_modules');
  const node = (args, env = {}) => run(runtime, args, env);
  const vitest = async (name, args, env) => {
    const report = join(reports, `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ok = await node([join(modules, 'vitest', 'vitest.mjs'), 'run', '--root', root, ...reporters, ...args], env);
    return withExit(readVitest(report), ok);
  };
  return {
    types: async () => single(await node([join(modules, 'typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'])),
    lint: async () => single(await node([join(modules, '@biomejs', 'biome', 'bin', 'biome'), 'ci', '.'])),
    size: async () => {
      await buildClient(root, runtime);
      const problem = checkSize(root);
      if (problem !== null) throw new ScriptError(`Too large: ${problem}.`);
      return single(true);
    },
    unit: () => vitest('unit', [...LONG.flatMap((folder) => ['--exclude', `${folder}/**`]), '--exclude', 'e2e/**']),
    browser: async () => {
      await buildClient(root, runtime);
      const report = join(reports, 'browser.json');
      const cli = join(modules, '@playwright', 'test', 'cli.js');
      const ok = await node([cli, 'test', '-c', 'e2e', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      });
      return withExit(readPlaywright(report), ok);
    },
    kill: () => vitest('kill', LONG, rounds === undefined ? {} : { SLUICE_KILL_ROUNDS: rounds }),
  };
}

function explain(error) {
  console.error(error instanceof ScriptError ? error.message : error);
  return broken;
}

/** Runs a program with its output shown; answers whether it ended well. */
function run(program, args, env) {
  // The pinned runtime first, so that whatever the tests start by name is that one.
  const path = [dirname(program), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env, PATH: path },
  });
  const pass = (signal) => {
    child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, pass);
  return new Promise((resolve) => {
    const end = (ok) => {
      for (const signal of signals) process.removeListener(signal, pass);
      resolve(ok);
    };
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`);
      end(false);
    });
    child.once('exit', (code) => end(code === 0));
  });
}
