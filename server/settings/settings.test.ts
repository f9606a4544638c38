import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Machine } from './data-dir.ts';
import { readSettings } from './settings.ts';
import { StartupError } from './startup-error.ts';

const user: Machine = { platform: 'linux', home: '/home/ada', isRoot: false };

function read(env: NodeJS.ProcessEnv, args: string[] = [], machine: Machine = user) {
  return readSettings(env, args, machine);
}

/** The refusal's message, or `accepted`. */
function refusal(env: NodeJS.ProcessEnv, args: string[] = []): string {
  try {
    read(env, args);
  } catch (error) {
    if (error instanceof StartupError && error.code === 'setting-invalid') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('settings', () => {
  it('listens on loopback and keeps data in the user’s folder when nothing is set', () => {
    expect(read({})).toEqual({
      port: 7460,
      host: '127.0.0.1',
      dataDir: '/home/ada/.local/share/sluice',
      databaseUrl: undefined,
      secretKey: undefined,
      sample: true,
    });
  });

  it('takes every value from the environment, and an empty one as not set', () => {
    const secret = Buffer.alloc(32, 7);
    const settings = read({
      PORT: '0',
      HOST: '::1',
      SLUICE_DATA_DIR: '/srv/../data',
      DATABASE_URL: 'postgres://ada:p%40ss@db:5433/sluice',
      SLUICE_SECRET_KEY: secret.toString('base64'),
    });
    const databaseUrl = expect.stringContaining('db:5433');
    expect(settings).toMatchObject({ port: 0, host: '::1', dataDir: '/data', databaseUrl });
    expect(settings.secretKey).toEqual(secret);
    expect(read({ SLUICE_SECRET_KEY: secret.toString('hex') }).secretKey).toEqual(secret);
    expect(read({ PORT: '', HOST: '', DATABASE_URL: '' }).port).toBe(7460);
    expect(read({}, ['--no-sample']).sample).toBe(false);
  });

  it.each([
    ['linux', false, {}, '/home/ada/.local/share/sluice'],
    ['linux', false, { XDG_DATA_HOME: '/x' }, '/x/sluice'],
    ['linux', true, {}, '/var/lib/sluice'],
    ['darwin', false, {}, '/home/ada/Library/Application Support/Sluice'],
  ] as const)('knows the data folder of %s (root: %s)', (platform, isRoot, env, expected) => {
    expect(read({ ...env }, [], { platform, home: '/home/ada', isRoot }).dataDir).toBe(expected);
  });

  it('says of each wrong value what is expected, in one paragraph', () => {
    const message = refusal({ PORT: '80a', HOST: 'a b', DATABASE_URL: 'mysql://x/y' }, ['--verbose']);
    for (const part of ['PORT must be', '"80a"', 'HOST must be', 'DATABASE_URL must look', '--verbose is not known']) {
      expect(message).toContain(part);
    }
    expect(message).not.toContain('\n');
  });

  it('never shows a secret', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{12,30}$/), (secret) => {
        expect(refusal({ SLUICE_SECRET_KEY: secret })).not.toContain(secret);
        expect(refusal({ DATABASE_URL: `http://ada:${secret}@db/x` })).not.toContain(secret);
      }),
    );
  });

  it('takes a port exactly when it is one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -10, max: 99_999 }).map(String), fc.string()), (text) => {
        const digits = text.trim();
        const valid = digits === '' || (/^\d{1,5}$/.test(digits) && Number(digits) <= 65_535);
        expect(refusal({ PORT: text }) === 'accepted').toBe(valid);
      }),
    );
  });
});
