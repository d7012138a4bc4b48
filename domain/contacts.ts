/** Vietnamese phone numbers as people type them → `0912345678`; `null` when it is none. */
export function phoneOf(typed: string): string | null {
  const digits = typed.replace(new RegExp(between, 'g'), '').replace(new RegExp(abroad), '0');
  return new RegExp(domestic).test(digits) ? digits : null;
}

/** The same over a column of PostgreSQL: true where `phoneOf` gives null. */
export function isNoPhoneSql(column: string): string {
  return `regexp_replace(regexp_replace(${column}, '${between}', '', 'g'), '${abroad}', '0') !~ '${domestic}'`;
}

// Patterns that JavaScript and PostgreSQL read alike; `\s` and `\d` they do not. What stands between digits, the country's number, and what is left.
const between = String.raw`[ \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff.()-]`;
const abroad = '^(\\+84|0084|84(?=[0-9]{9}$))';
const domestic = '^0[1-9][0-9]{8,9}$';

/** `0912345678` → `091****678`: enough for its owner to know it, not for others to call it. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '***' : `${phone.slice(0, 3)}${'*'.repeat(phone.length - 6)}${phone.slice(-3)}`;
}

/** `hoa.nguyen@example.vn` → `h***@example.vn`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${email.slice(0, 1)}***${email.slice(at)}`;
}
