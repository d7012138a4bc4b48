import type { Account } from './demo/staff.ts';
import type { House } from './house.ts';

/** Who a newcomer is likely to be first, in words. */
const shown: readonly { words: string; is: (account: Account) => boolean }[] = [
  { words: 'Sở, admin: prepares and approves seasons, sees the engine', is: (one) => one.tier === 'province' && one.role === 'admin' },
  { words: 'Sở, leader: the second person of a launch', is: (one) => one.tier === 'province' && one.role === 'leader' },
  { words: 'Sở, officer', is: (one) => one.tier === 'province' && one.role === 'officer' },
  { words: 'district, officer', is: (one) => one.tier === 'district' && one.role === 'officer' },
  { words: 'school, principal', is: (one) => one.tier === 'school' && one.role === 'principal' },
  { words: 'school, clerk', is: (one) => one.tier === 'school' && one.role === 'clerk' },
  { words: 'school, homeroom teacher', is: (one) => one.role === 'homeroom-teacher' },
];

/** What `npm start` prints once everything answers. */
export function welcome({ house, accounts, accountsFile }: { house: House; accounts: readonly Account[]; accountsFile: string }): string[] {
  const picked = shown.flatMap(({ words, is }) => {
    const account = accounts.find(is);
    return account ? [{ words, account }] : [];
  });
  const width = Math.max(0, ...picked.map(({ account }) => account.username.length));
  return [
    '',
    `Mùa is ready: ${house.url}`,
    '',
    `  console        ${house.url}/`,
    `  parent portal  ${house.url}/tra-cuu   (each pupil's own link is in the mails)`,
    `  mail sink      ${house.mail.pageUrl ?? `your SMTP server`}`,
    `  Temporal UI    ${house.url}/temporal   (signed in as admin or operator)`,
    `  worker, API    processes ${house.worker.pid()} and ${house.api.pid()}`,
    '',
    ...(picked.length === 0 ? [] : ['Demo accounts (all of them: ' + accountsFile + ')']),
    ...picked.map(({ words, account }) => `  ${account.username.padEnd(width)}  ${account.password}   ${words}`),
    '',
    'Ctrl-C stops everything.',
  ];
}
