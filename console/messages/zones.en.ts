import type { zonesVi } from './zones.vi.ts';

export const zonesEn: typeof zonesVi = {
  title: 'Zones and quotas', intro: 'Which school each group or hamlet belongs to, by intake; seats against children. Every change shows its effect before it is saved.',
  table: 'Table of zones', place: 'Place', children: 'Children', school: 'School', intakeHead: 'Intake', seats: 'Seats', shortfall: 'Seats short', bar: 'Compared',
  intake: { 'kindergarten-5': 'Kindergarten, age 5', 'grade-1': 'Grade 1', 'grade-6': 'Grade 6' },
  drawing: 'Drawing', seatsTab: 'Seats and children', checks: 'Checks', quotasTab: 'Quotas', approval: 'Approval', lastYear: 'Last year', thisYear: 'This year',
  keys: 'Type the school’s code; Enter goes down, Shift+Enter up, Tab right. A column copied from Excel can be pasted. Two codes parted by a comma share the place. An empty cell follows the place above.',
  whatIf: 'If it were so', effect: '%{moves} changes, %{smart_count} children change school.', unread: '%{smart_count} cells have an unknown code; correct them and save.',
  moreFindings: '%{smart_count} more checks would fail.', frozenHint: 'The zones are frozen: a change needs a directive and a reason; schools and families concerned are told.', reason: 'Reason of the change', from: 'In force from',
  save: 'Save changes', discard: 'Discard', saved: 'Saved. %{smart_count} children change school.', copy: 'Copy last year', copyHint: 'There are no zones this year. You may begin with last year’s zones and quotas.',
  allGood: 'All checks pass: every place has a school, none twice, every zoned school a quota.', finding: 'Finding', where: 'Where',
  findings: { 'no-school': 'No school', 'two-schools': 'Two schools that do not share it', 'no-quota': 'School without a quota', 'wrong-level': 'School without this level', 'child-without-school': 'Children without a school' },
  classes: 'Classes', rooms: 'Rooms', twoSessions: '% two sessions', criteria: 'Criteria', papers: 'Papers to bring', papersHint: 'One on each line', saveQuotas: 'Save %{smart_count} quotas', quotasSaved: 'Quotas saved.',
  state: { draft: 'Draft', commenting: 'Schools comment', decided: 'Decided', supervised: 'Supervised', frozen: 'Frozen' }, stateHead: 'State',
  returned: 'Returned by the Sở:', decision: 'Decision no.', signedOn: 'Signed on', signer: 'Signer', frozenAt: 'Frozen at', comments: 'What schools say', noComments: 'No school has commented yet.',
  agrees: { yes: 'Agrees', no: 'Does not agree' }, reply: 'Reply', send: 'Send', history: 'History', affected: '%{smart_count} children concerned',
  changes: { zones: 'Zones edited', 'zones-frozen': 'Changed after freezing', quotas: 'Quotas edited', copy: 'Last year copied', 'open-comments': 'Shown to schools', decide: 'Decision recorded', supervise: 'Supervised', return: 'Returned', 'import-zones': 'Zones loaded from Excel', 'import-quotas': 'Quotas loaded from Excel', 'import-zones-undo': 'Loaded zones taken back', 'import-quotas-undo': 'Loaded quotas taken back' },
  openComments: 'Show the draft to the schools', yourComment: 'Your school’s comment', opinion: 'Opinion', note: 'Note', recordDecision: 'Record the committee’s decision', supervise: 'Confirm supervision', returnReason: 'Reason of return', sendBack: 'Return',
  plans: 'Plans of %{year}', noPlans: 'No unit has begun', noPlansHint: 'Plans appear once a district or commune begins to draw.', unit: 'Unit', places: 'Places', unzoned: 'Without a school', open: 'Open', allUnits: 'All units',
  sameAsLastYear: 'The same as last year, or last year has no data.', notBegun: 'Not begun: draw zones or enter quotas first.',
};
