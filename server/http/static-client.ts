import { extname, join, sep } from 'node:path';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { ApiError } from './api-error.ts';
import { encodingFor } from './compression.ts';
import { PackedFiles } from './packed-files.ts';

/** The client's files that compression makes smaller, and where they are. */
const COMPRESSIBLE = /^\/(?:assets\/)?[\w-][\w.-]*\.(?:js|css|svg)$/;

/**
 * The built client. Files under `/assets` have a hash of their content in the name and may be kept for ever; every path
 * that names no file is a page of the client, which does the routing itself.
 */
export function serveClient(clientDir: string): Router {
  const router = Router();
  router.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    response.setHeader('allow', 'GET, HEAD');
    throw new ApiError('method-unknown', `Pages are only read: ${request.method} is not taken here.`);
  });
  const files = new PackedFiles(clientDir);
  router.use(async (request, response, next) => {
    if (!COMPRESSIBLE.test(request.path)) return next();
    response.setHeader('vary', 'accept-encoding');
    const encoding = request.headers.range === undefined ? encodingFor(request) : null;
    const file = encoding && (await files.get(request.path, encoding));
    if (!encoding || !file) return next();
    response.setHeader('cache-control', cacheControl(request.path));
    response.setHeader('content-encoding', encoding);
    response.setHeader('etag', file.etag);
    response.type(extname(request.path)).send(file.bytes);
  });
  router.use(
    express.static(clientDir, {
      index: false,
      redirect: false,
      etag: true,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', cacheControl(path.slice(clientDir.length).replaceAll(sep, '/')));
      },
    }),
  );
  router.use((request: Request, response: Response, next: NextFunction) => {
    if (/\.[A-Za-z0-9]+$/.test(request.path)) throw new ApiError('route-unknown', `There is no file ${request.path}.`);
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(join(clientDir, 'index.html'), { etag: true, cacheControl: false }, (error) => {
      if (!error || response.headersSent) return;
      if ('code' in error && error.code !== 'ENOENT') return next(error);
      next(
        new ApiError('route-unknown', 'The pages of the client have not been built.', {
          todo: 'Start with "npm start", which builds them.',
        }),
      );
    });
  });
  return router;
}

function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
