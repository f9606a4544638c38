import { afterEach, expect, test, vi } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { call } from './call.ts';

afterEach(() => vi.unstubAllGlobals());

/** A reply whose status has come, and whose body breaks off. */
function brokenOff(status: number): Response {
  const body = new ReadableStream({
    pull: (stream) => {
      stream.enqueue(new TextEncoder().encode('{"projects":['));
      stream.error(new TypeError('network error'));
    },
  });
  return new Response(body, { status });
}

test.each([200, 500])(
  'a reply of status %i that breaks off counts as none: the same may well succeed later',
  async (status) => {
    vi.stubGlobal('fetch', async () => brokenOff(status));
    await expect(call(routes.listProjects, {})).rejects.toMatchObject({ name: 'ApiError', code: 'offline', status: 0 });
  },
);

test('a reply that breaks off since nobody wants it any more is not told as a failure of the server', async () => {
  const wanted = new AbortController();
  vi.stubGlobal('fetch', async () => {
    wanted.abort();
    return brokenOff(200);
  });
  await expect(call(routes.listProjects, {}, { signal: wanted.signal })).rejects.toThrow('network error');
});
