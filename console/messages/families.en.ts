import type { familiesVi } from './families.vi.ts';

/** How families come in: links and issued passwords. */
export const familiesEn: typeof familiesVi = {
  access: 'How the family comes in',
  accessHint: 'By link, QR code, or personal number and the password that the school issued.',
  password: 'Password', issued: 'Issued %{at}', none: 'Not issued', revokedAt: 'Revoked %{at}', links: 'Links that work',
  issue: 'Issue password and print slip', again: 'Issue another password and print slip', issueTitle: 'Issue a password to the family of %{name}?',
  issueHint: 'It is printed once, on the slip you download; nobody can see it afterwards. A former password stops working at once. Hand the slip to the parents.',
  issuedDone: 'The slip with the password was downloaded. Print it and hand it to the parents.',
  revoke: 'Revoke access', revokeTitle: 'Revoke every way in of the family of %{name}?',
  revokeHint: 'Every link, printed QR code and the password of this family stop working at once. Answers given stay. Print a new slip afterwards.',
  reason: 'Reason (for example: slip lost, phone changed)', revoked: 'Revoked. Print a new slip for the family.',
  classPasswords: 'Slips with password', classHint: 'Issues a password to those who have none and downloads their slips. Who has one keeps it; issue another at the pupil’s own slip.',
  anew: 'Issue anew to the class', anewTitle: 'Issue new passwords to all of class %{name}?', anewHint: 'Every password handed out to this class stops working at once. Only when printed slips of the whole class were lost or seen.',
};
