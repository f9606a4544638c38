// Cleans up after a test process, however that ends: its standard input is a pipe from that process, and closes
// with it. Each line names something to end: `group 123` (a process group), `cluster /data/folder` (whose postmaster.pid tells the
// pid), `folder /tmp/x`. Works from the last line to the first, so that processes end before their folders go.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const lines = [];
let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const parts = (rest + chunk).split('\n');
  rest = parts.pop() ?? '';
  lines.push(...parts);
});
process.stdin.on('end', () => void cleanUp());
// A terminal's Ctrl-C reaches the whole group: the test process ends of it, and then it is our turn.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

async function cleanUp() {
  for (const line of new Set(lines.reverse())) {
    const [kind, ...words] = line.split(' ');
    const what = words.join(' ');
    if (kind === 'group') await end(-Number(what), 'SIGKILL');
    if (kind === 'cluster') for (const pid of postmasters(what)) await end(pid, 'SIGQUIT');
    if (kind === 'folder') remove(what);
  }
  process.exit(0);
}

function postmasters(dataDir) {
  try {
    const folder = join(dataDir, 'postgres');
    const data = readdirSync(folder).filter((name) => name.startsWith('data-'));
    return data.flatMap((name) => {
      const pid = Number(readFileSync(join(folder, name, 'postmaster.pid'), 'utf8').split('\n')[0]);
      return pid > 0 && isPostgres(pid) ? [pid] : [];
    });
  } catch {
    return [];
  }
}

/** An id that went to another program since must not be touched. */
function isPostgres(pid) {
  if (process.platform !== 'linux') return true;
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
}

async function end(pid, signal) {
  if (!send(pid, signal)) return;
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; ) {
    if (!send(pid, 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  send(pid, 'SIGKILL');
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  } catch {
    // Something in it is still being written; the system's own cleaning of the temporary folder is left.
  }
}
