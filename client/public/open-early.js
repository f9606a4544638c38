// See client/api/early-reply.ts.
(() => {
  const id = /^\/projects\/(\w+)$/.exec(location.pathname)?.[1];
  globalThis.sluiceEarly = new Map(
    ['/api/me', ...(id ? [`/api/projects/${id}`, '/api/connectors'] : [])].map((url) => {
      const reply = fetch(url);
      reply.catch(() => {});
      return [url, reply];
    }),
  );
})();
