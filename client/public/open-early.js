// See client/api/early-reply.ts.
(() => {
  const id = /^\/projects\/(\w+)$/.exec(location.pathname)?.[1];
  if (!id) return;
  const url = `/api/projects/${id}`;
  const reply = fetch(url);
  reply.catch(() => {});
  globalThis.sluiceEarly = { url, reply };
})();
