import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const link = /\/p\/[A-Za-z0-9_-]{43}/;
const most = 4_000;

/** The page of a family of this school that has not answered, found as a family finds it: in the text messages. */
export async function openLinkOf({ url, data, school }: { url: string; data: string; school: string }): Promise<string | null> {
  const folder = join(data, 'sms');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  for (const name of names.slice(0, most)) {
    const path = link.exec(await readFile(join(folder, name), 'utf8'))?.[0];
    if (path === undefined) continue;
    const page = await fetch(`${url}${path}`).then(async (answer) => await answer.text());
    if (page.includes(school) && page.includes(`${path}/confirm`)) return path;
  }
  return null;
}
