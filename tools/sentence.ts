/**
 * What a person at the command line is told when something of theirs is missing: one sentence that says
 * what is wrong and what to do. Anything else that is thrown is a defect of ours.
 */
export class Sentence extends Error {
  override name = 'Sentence';
}

/** The sentence for any failure; an unforeseen one is named briefly and points at MUA_DEBUG. */
export function sentenceFor(failure: unknown): string {
  if (failure instanceof Sentence) return failure.message;
  const known = systemSentence(failure);
  if (known !== undefined) return known;
  const text = failure instanceof Error ? failure.message : String(failure);
  const first = text.split('\n')[0]?.trim() ?? '';
  return `Something unforeseen went wrong (${first === '' ? 'no message' : first}); run it again with MUA_DEBUG=1 to see where.`;
}

/** Failures of the operating system that any step can meet, by `code`. */
function systemSentence(failure: unknown): string | undefined {
  if (!(failure instanceof Error) || !('code' in failure)) return undefined;
  const path = 'path' in failure && typeof failure.path === 'string' ? failure.path : 'a file';
  const port = 'port' in failure ? String(failure.port) : 'it needs';
  switch (failure.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: stop that program or choose another port with --port.`;
    case 'EACCES':
    case 'EPERM':
      return `Mùa may not write ${path}: give this user the right to, or choose another folder with --data.`;
    case 'EROFS':
      return `${path} is on a read-only disk: choose a writable folder with --data.`;
    case 'ENOSPC':
      return 'The disk is full: free some space and start again.';
    default:
      return undefined;
  }
}

/**
 * Runs a command's main function. A failure ends the process with code 1 and exactly one sentence on
 * stderr, never a stack trace, unless MUA_DEBUG is set.
 */
export async function runMain(main: () => Promise<void>): Promise<void> {
  const fail = (failure: unknown): never => {
    if (process.env['MUA_DEBUG']) console.error(failure);
    console.error(sentenceFor(failure));
    process.exit(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    await main();
  } catch (failure) {
    fail(failure);
  }
}
