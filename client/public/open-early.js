// See client/api/early-reply.ts.
(() => {
  const id = /^\/projects\/(\w+)$/.exec(location.pathname)?.[1];
  if (!id) return;
  globalThis.sluiceEarly = new Map(
    [`/api/projects/${id}`, '/api/connectors'].map((url) => {
      const reply = fetch(url);
      reply.catch(() => {});
      return [url, reply];
    }),
  );
})();
