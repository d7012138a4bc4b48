import { findOnPath, isExecutable } from '../processes.ts';
import { Sentence } from '../sentence.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Path of the browser for the browser tests: MUA_CHROMIUM, PATH, the usual places.
 * @throws {Sentence} how to install one.
 */
export async function findChromium(): Promise<string> {
  const named = process.env['MUA_CHROMIUM'];
  if (named) {
    if (await isExecutable(named)) return named;
    throw new Sentence(`MUA_CHROMIUM names ${named}, which is not an executable file: correct or unset it.`);
  }
  const onPath = await findOnPath(...names);
  if (onPath !== undefined) return onPath;
  for (const place of places) if (await isExecutable(place)) return place;
  throw new Sentence('The browser tests need Chromium: install it (Debian: apt-get install chromium) or name one in MUA_CHROMIUM.');
}
