import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { PASSWORD, Visitor } from '../access/visitor.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { shellBlocks } from './shell-blocks.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ args: ['--no-sample'] });
}, 120_000);
afterAll(() => product.stop());

/** What a person on the server's machine types. */
async function sluice(args: readonly string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
  const program = join(import.meta.dirname, '../../cli/sluice.mjs');
  const child = spawn(process.execPath, [program, 'person', ...args], {
    env: { PATH: process.env.PATH, SLUICE_DATA_DIR: product.dataDir },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(stdin);
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

test('who is locked out gets in again by the server’s machine, while the server runs and while it does not', async () => {
  expect(await sluice(['list'])).toMatchObject({ code: 0, out: expect.stringContaining('Nobody yet') });
  expect(await sluice(['add', 'ada', '--stdin'], `${PASSWORD}\n`)).toEqual({
    code: 0,
    out: '"ada" is an administrator now.\n',
    err: '',
  });
  const ada = new Visitor(product.url);
  await expect.poll(() => ada.outcome(routes.listProjects)).toBe('sign-in-required');
  await ada.signIn('ada');

  const reset = await sluice(['password', 'Ada']);
  const password = /^Password: (\S{20})$/m.exec(reset.out)?.[1] ?? '';
  expect(reset.code).toBe(0);
  await expect.poll(() => ada.outcome(routes.listProjects)).toBe('sign-in-required');
  await ada.signIn('ada', password);
  const { entries } = await ada.call(routes.listAudit, { query: { kind: 'person' } });
  expect(entries.map(({ who, what, thing, address }) => [who.via, what, thing, address])).toEqual([
    ['command', 'Reset the password of the person', 'ada', null],
    ['command', 'Made the person, an administrator', 'ada', null],
  ]);

  expect(await product.stop()).toBe(0);
  expect((await sluice(['password', 'ada', '--stdin'], PASSWORD)).code).toBe(0);
  expect((await sluice(['list'])).out).toBe('ada  ada  administrator\n');
  const [block = ''] = shellBlocks('People');
  const env = { PATH: process.env.PATH, SLUICE_DATA_DIR: product.dataDir };
  const shown = execFileSync('sh', ['-e', '-c', block], {
    cwd: join(import.meta.dirname, '../..'),
    env,
    encoding: 'utf8',
  });
  const newest = /^Password: (\S+)$/m.exec(shown)?.[1] ?? '';
  product = await startProduct({ args: ['--no-sample'], dataDir: product.dataDir });
  await new Visitor(product.url).signIn('ada', newest);
}, 120_000);

test('what is not understood changes nothing, and says why', async () => {
  const refused: [string[], string][] = [
    [[], 'Usage'],
    [['add'], 'Usage'],
    [['remove', 'ada'], 'Usage'],
    [['add', 'a b'], 'no spaces'],
    [['add', 'ADA'], 'another person'],
    [['password', 'nobody'], 'nobody with the user name'],
    [['password', 'ada', '--stdin'], 'at least 12 characters'],
  ];
  for (const [args, why] of refused)
    expect(await sluice(args, 'short')).toMatchObject({ code: 1, out: '', err: expect.stringContaining(why) });
  expect(await sluice(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage') });
}, 120_000);
