import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../tools/processes.ts';

/** What the server does once it has a whole message. `hang`: nothing, until released. */
export type Poison = 'accept' | 'drop before the answer' | 'drop after the answer' | 'refuse for now' | 'hang';

export type ToxicSmtp = {
  url: string;
  /** How often each message id was taken to keep. */
  kept: ReadonlyMap<string, number>;
  /** Message ids that were whole here, whatever became of them. */
  seen: ReadonlySet<string>;
  /** Chosen anew for each message, by its serial number. */
  poison: (serial: number) => Poison;
  stop(): Promise<void>;
};

/** A mail server on loopback that fails as real ones do: after the message and before or after its `250`. */
export async function startToxicSmtp(): Promise<ToxicSmtp> {
  const kept = new Map<string, number>();
  const seen = new Set<string>();
  const sockets = new Set<Socket>();
  let serial = 0;
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false, closeTimeout: 500,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const id = /^message-id:\s*(<[^>]+>)/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? '';
        const socket = [...sockets].find((one) => one.remotePort === session.remotePort);
        const poison = toxic.poison(serial);
        serial += 1;
        seen.add(id);
        if (poison === 'hang') return;
        if (poison === 'drop before the answer') return void socket?.destroy();
        if (poison === 'refuse for now') return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
        kept.set(id, (kept.get(id) ?? 0) + 1);
        done();
        if (poison === 'drop after the answer') setTimeout(() => socket?.destroy(), 20);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const toxic: ToxicSmtp = {
    url: `smtp://127.0.0.1:${port}`, kept, seen, poison: () => 'accept',
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return toxic;
}
