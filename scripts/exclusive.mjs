// Lets one process at a time do something in this checkout, such as installing or building.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScriptError } from './fail.mjs';

/**
 * Runs `work` while holding the lock file `.cache/<name>.lock` under `root`. The file names its holder's process
 * id; a holder that is no more (kill -9) loses it.
 */
export async function exclusively(root, name, work) {
  const file = join(root, '.cache', `${name}.lock`);
  makeFolder(dirname(file));
  for (let told = false; !take(file); await sleep(100)) {
    const holder = readHolder(file);
    if (holder !== null && !isAlive(holder)) removeStale(file, holder);
    else if (!told && holder !== null) {
      console.log(`Waiting for another process (pid ${holder}) to finish: ${name} …`);
      told = true;
    }
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ScriptError(`The folder ${folder} cannot be made (${error.message}). Make the checkout writable, or \
install and build it as a user who may write there.`);
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new ScriptError(`The lock file ${file} cannot be written (${error.message}).`);
  }
}

/** Null for a file that is gone, or not written yet. */
function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

/** Moves the file aside before it looks again: another process may have replaced it meanwhile. */
function removeStale(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside) === holder) rmSync(aside);
    else renameSync(aside, file);
  } catch {
    // Another process was quicker.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
