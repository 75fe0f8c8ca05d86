/** Serves the built application the way the server will: one page for every address, and the strict policy. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../dist', import.meta.url));
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export async function serveStatic(path, reply) {
  const wanted = normalize(join(ROOT, path));
  const inside = wanted.startsWith(ROOT) && extname(wanted) ? wanted : join(ROOT, 'index.html');
  try {
    const body = await readFile(inside);
    reply.writeHead(200, {
      'Content-Type': TYPES[extname(inside)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
    });
    reply.end(body);
  } catch {
    reply.writeHead(404).end();
  }
}
