import { Sentence } from './sentence.ts';

export type UpOptions = { port: number; data: string; fresh: boolean };

const usage = 'npm start -- [--port 8080] [--data .mua] [--fresh]';

/** Strict: an unknown or misspelt option must not start a server with other settings than asked for. */
export function readUpOptions(args: readonly string[]): UpOptions {
  const options: UpOptions = { port: 8080, data: '.mua', fresh: false };
  for (let at = 0; at < args.length; at += 1) {
    const [name, inline] = splitAt(args[at] ?? '', '=');
    const value = (): string => {
      const given = inline ?? args[(at += 1)];
      if (given === undefined || given === '' || given.startsWith('--')) throw new Sentence(`${name} needs a value: ${usage}.`);
      return given;
    };
    if (name === '--port') options.port = portOf(value());
    else if (name === '--data') options.data = value();
    else if (name === '--fresh' && inline === undefined) options.fresh = true;
    else throw new Sentence(`Mùa does not know the option ${args[at]}: use ${usage}.`);
  }
  return options;
}

export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Sentence(`--port takes a number from 0 to 65535 (0 = any free one), not ${text}.`);
  return port;
}

function splitAt(text: string, sign: string): [string, string | undefined] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
