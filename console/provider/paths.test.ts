import { expect, test } from 'vitest';
import { listPath } from './data-provider.ts';
import { paths } from './paths.ts';

const id = 'a/b';
const made = Object.entries(paths).map(([name, path]) => {
  const build = path as (...rest: string[]) => string;
  const rest = name === 'list' ? ['units'] : name === 'item' ? ['units', id] : Array.from({ length: Math.max(path.length, 1) }, () => id);
  return `${name} ${build(...rest)}`;
});

test('every address of the API', () => {
  expect(made).toMatchInlineSnapshot(`
    [
      "session /api/session",
      "ownPassword /api/session/password",
      "signInMethods /api/session/methods",
      "signInByOidc /api/session/oidc",
      "events /api/events",
      "list /api/units",
      "item /api/units/a%2Fb",
      "plan /api/plans/a%2Fb",
      "planCheck /api/plans/a%2Fb/check",
      "seasonSubmit /api/seasons/a%2Fb/submit",
      "seasonApprove /api/seasons/a%2Fb/approve",
      "seasonSendBack /api/seasons/a%2Fb/send-back",
      "seasonCancel /api/seasons/a%2Fb/cancel",
      "seasonRehearse /api/seasons/rehearse",
      "seasonChanges /api/seasons/a%2Fb/changes",
      "seasonColleagues /api/seasons/a%2Fb/colleagues",
      "seasonTake /api/seasons/a%2Fb/take",
      "seasonProgress /api/seasons/a%2Fb/progress?stepKey=a%2Fb&under=a%2Fb",
      "seasonLate /api/seasons/a%2Fb/late",
      "seasonReport /api/seasons/a%2Fb/report",
      "taskCounts /api/tasks/counts",
      "taskClaim /api/tasks/a%2Fb/claim",
      "taskRelease /api/tasks/a%2Fb/release",
      "taskAssign /api/tasks/a%2Fb/assign",
      "taskComment /api/tasks/a%2Fb/comment",
      "taskDraft /api/tasks/a%2Fb/draft",
      "taskSubmit /api/tasks/a%2Fb/submit",
      "taskAccept /api/tasks/a%2Fb/accept",
      "taskReturn /api/tasks/a%2Fb/return",
      "tasksAccept /api/tasks/accept",
      "taskFiles /api/tasks/a%2Fb/files",
      "taskFile /api/tasks/a%2Fb/files/a%2Fb",
      "file /api/files/a%2Fb",
      "remindersPreview /api/reminders/preview",
      "reminders /api/reminders",
      "classes /api/pupils/classes?schoolId=a%2Fb",
      "slips /api/slips?seasonId=a%2Fb&schoolId=a%2Fb&className=a%2Fb",
      "slipPasswords /api/slips/passwords",
      "confirmationPassword /api/confirmations/a%2Fb/password",
      "confirmationRevoke /api/confirmations/a%2Fb/revoke",
      "unconfirmed /api/confirmations/unconfirmed?seasonId=a%2Fb",
      "confirmationKeyIn /api/confirmations/a%2Fb/key-in",
      "disputeDecide /api/disputes/a%2Fb/decide",
      "noticeSettle /api/notices/a%2Fb/settle",
      "directiveFile /api/directives/a%2Fb/file",
      "delegationPeople /api/delegations/people?q=a%2Fb",
      "auditHead /api/audit/head",
      "auditProof /api/audit/a%2Fb/proof",
    ]
  `);
});

test('a list asks as react-admin simple REST does', () => {
  const path = listPath('tasks', { filter: { q: 'hường' }, sort: { field: 'dueAt', order: 'ASC' }, pagination: { page: 2, perPage: 25 } });
  expect(decodeURIComponent(path.replaceAll('+', ' '))).toBe('/api/tasks?filter={"q":"hường"}&sort=["dueAt","ASC"]&range=[25,49]');
});
