/** Vietnamese phone numbers as people type them → `0912345678`; `null` when it is none. */
export function phoneOf(typed: string): string | null {
  const digits = typed.replace(/[\s.\-()]/g, '').replace(/^\+84|^0084|^84(?=\d{9}$)/, '0');
  return /^0[1-9]\d{8,9}$/.test(digits) ? digits : null;
}

/** `0912345678` → `091****678`: enough for its owner to know it, not for others to call it. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '***' : `${phone.slice(0, 3)}${'*'.repeat(phone.length - 6)}${phone.slice(-3)}`;
}

/** `hoa.nguyen@example.vn` → `h***@example.vn`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${email.slice(0, 1)}***${email.slice(at)}`;
}
