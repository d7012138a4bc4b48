import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';

/** What a family finds: whom it is for and the link of the confirmation page in it. */
export type Letter = { to: string; link: string; season: string | null };

const lookEveryMs = 700;

/** Watches `<folder>/mail/*.eml` and `<folder>/sms/*.json` for links of the portal; each file is read once. */
export async function watchMailbox({ folder, onLetter, signal }: { folder: string; onLetter: (letter: Letter) => void; signal: AbortSignal }): Promise<void> {
  const seen = new Set<string>();
  while (!signal.aborted) {
    for (const [name, read] of [['mail', readMail], ['sms', readSms]] as const) {
      const names = await readdir(join(folder, name)).catch(() => []);
      for (const file of names.sort()) {
        const key = `${name}/${file}`;
        if (seen.has(key) || file.startsWith('.')) continue;
        seen.add(key);
        const letter = await read(join(folder, key)).catch(() => null);
        if (letter) onLetter(letter);
        if (signal.aborted) return;
      }
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

const linkOf = (text: string): string | null => /https?:\/\/[^\s<>"]+\/p\/[A-Za-z0-9_-]{43}/.exec(text)?.[0] ?? null;

async function readMail(path: string): Promise<Letter | null> {
  const mail = await PostalMime.parse(await readFile(path));
  const link = linkOf(`${mail.text ?? ''} ${mail.html ?? ''}`);
  const season = mail.headers.find((header) => header.key === 'x-mua-season')?.value ?? null;
  return link === null ? null : { to: mail.to?.[0]?.address ?? '', link, season };
}

async function readSms(path: string): Promise<Letter | null> {
  if (!path.endsWith('.json')) return null;
  const sms = JSON.parse(await readFile(path, 'utf8')) as { to: string; text: string; season?: string };
  const link = linkOf(sms.text);
  return link === null ? null : { to: sms.to, link, season: sms.season ?? null };
}
