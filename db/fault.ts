/** SQLSTATE or system code of a failure, or of what caused it (drizzle wraps); '' where there is none. */
export function codeOf(thrown: unknown): string {
  for (let one: unknown = thrown, depth = 0; one instanceof Error && depth < 4; one = one.cause, depth += 1) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return '';
}

/** Bad data (22) or a broken constraint (23): a repeat would fail alike. Anything else, a missing grant during an upgrade too, may pass. */
export function failsAgain(thrown: unknown): boolean {
  return /^(22|23)[0-9A-Z]{3}$/.test(codeOf(thrown));
}
