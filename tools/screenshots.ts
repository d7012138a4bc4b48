import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Account } from '../colleagues/people.ts';
import { createSession } from '../colleagues/session.ts';
import type { Session } from '../colleagues/session.ts';
import { openCamera } from './screenshots/camera.ts';
import { readyDesks } from './screenshots/desks.ts';
import { deskNames, portrayDesks, portrayGuide, portrayRoom } from './screenshots/portray.ts';
import { readyHouse, readyRoom } from './screenshots/scene.ts';
import { runMain, Sentence } from './sentence.ts';

const usage = 'npm run screenshots -- [--url http://127.0.0.1:8080] [--data .mua] [--only NAME[,NAME]] [--out docs/images]';
const images = fileURLToPath(new URL('../docs/images', import.meta.url));

/** Makes the pictures of the user guide and README again, from a rehearsal on a Mùa that runs (`npm start`). */
await runMain(async () => {
  const { url, data, only, out } = readOptions(process.argv.slice(2));
  const accounts = await readAccounts(data);
  const find = (username: string): Account => {
    const account = accounts.find((one) => one.username === username);
    if (!account) throw new Sentence(`There is no account ${username} in ${data}: the pictures need the demo province of npm start.`);
    return account;
  };
  const signal = new AbortController().signal;
  const session = (username: string): Session => createSession({ baseUrl: url, account: find(username), signal });
  const say = (line: string): void => console.log(line);
  const wanted = (name: string): boolean => only === null || only.includes(name);
  const house = { url, data, session, say };
  const camera = await openCamera({ url, out, find, say });
  try {
    const isOfDesks = (name: string): boolean => deskNames.some((one) => one === name);
    if (only === null || only.some(isOfDesks)) await portrayDesks({ camera, desks: await readyDesks(session), wanted, say });
    if (only === null || only.some((name) => name !== 'season-room' && !isOfDesks(name))) await portrayGuide({ camera, scene: await readyHouse(house), wanted, say });
    if (wanted('season-room')) await portrayRoom({ camera, room: await readyRoom(house) });
  } finally {
    await camera.close();
  }
});

function readOptions(args: string[]): { url: string; data: string; only: string[] | null; out: string } {
  try {
    const { values } = parseArgs({ args, options: { url: { type: 'string' }, data: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' } } });
    return {
      url: (values.url ?? 'http://127.0.0.1:8080').replace(/\/$/, ''), data: resolve(values.data ?? process.env['MUA_DATA'] ?? '.mua'),
      only: values.only?.split(',') ?? null, out: resolve(values.out ?? images),
    };
  } catch (failure) {
    throw new Sentence(`${failure instanceof Error ? failure.message.split('\n')[0] : String(failure)}: use ${usage}.`);
  }
}

async function readAccounts(data: string): Promise<Account[]> {
  const text = await readFile(join(data, 'accounts.json'), 'utf8').catch(() => {
    throw new Sentence(`There are no demo accounts in ${data}: start Mùa with npm start, and name its data folder with --data.`);
  });
  return JSON.parse(text) as Account[];
}
