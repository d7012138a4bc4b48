/**
 * A cell that a spreadsheet would take for a formula when the list is saved as CSV and opened again gets an apostrophe before it
 * (OWASP, CSV injection). Numbers and phones stay as they are: they begin with a digit.
 */
export function escapeCell(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}
