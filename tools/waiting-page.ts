import { createServer } from 'node:http';
import { Sentence } from './sentence.ts';

const page = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Mùa</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem"><main><h1>Mùa đang khởi động…</h1><p>Trang này tự mở lại khi xong. <span lang="en">Mùa is starting; this page loads itself again.</span></p></main></body></html>`;

/**
 * Holds the port from the first second, so that nobody else takes it while the parts start, and tells whoever comes
 * early. The API takes the port over once this lets go.
 * @throws {Sentence} when the port is taken.
 */
export async function holdPort(port: number): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '3', 'cache-control': 'no-store', connection: 'close' });
    response.end(page);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (failure: NodeJS.ErrnoException) => {
      const taken = failure.code === 'EADDRINUSE';
      reject(new Sentence(taken ? `Port ${port} is taken by another program: stop that program or choose another port with --port.` : `Port ${port} cannot be opened (${failure.code}): choose another with --port.`));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    release: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
