import type { reviewVi } from './review.vi.ts';

export const reviewEn: typeof reviewVi = {
  title: 'Data review', intro: 'What final-year pupils still lack. Press a reason for its list, a name to correct it.', state: 'State', complete: 'Complete', incomplete: 'Incomplete', all: 'Every blocking reason',
  missing: { 'no-place': 'Home not settled', 'no-class': 'No class', 'no-address': 'No current residence', 'no-guardian': 'No guardian', 'bad-phone': 'Phone is wrong', 'no-ethnicity': 'No ethnicity', 'no-number': 'No personal number' },
  list: 'Incomplete pupils', what: 'Missing', none: 'Nobody lacks anything', noneHint: 'The review may be handed in.',
  burndown: 'Schools still to hand in, by day', unit: 'Unit', schools: 'Schools', submitted: 'Handed in', accepted: 'Accepted', pupils: 'Pupils',
  conflicts: 'Claims and duplicates', conflictsIntro: 'A pupil whom two schools have, two records that may be one child, or a child whom no school has. The machine only looks; a person decides, with a reason.',
  find: 'Look through the province', searching: 'Looking through the province; results appear in seconds.', tab: { claims: 'Claimed by two schools', duplicates: 'Possible duplicates', none: 'In no school' },
  noNone: 'Every child has a school', noNoneHint: 'A pupil who left and whom nobody claims appears here.', wasAt: 'was at %{school}, class %{name}',
  noClaims: 'No claims', noClaimsHint: 'A school claims a pupil of its own whom another has.', claim: 'Claim a pupil', claimSend: 'Send the claim', reason: 'Reason', claimed: '%{from} has the pupil, %{to} claims it for class %{name}', give: 'Give to the claiming school', refuse: 'Refuse', withdraw: 'Withdraw',
  pairState: { open: 'To decide', merged: 'Merged', kept: 'Both kept' }, noPairs: 'No pairs', noPairsHint: 'Press “Look through the province” after loading a list.', kind: { 'same-number': 'Two records with one personal number', 'same-name-birth-parent': 'Two records with the same name, birth date and parent' },
  take: 'Take from the other', kept: 'The record that stays', keep: 'Keep %{code}', merge: 'Merge into one', keepBoth: 'Two children, keep both', reopen: 'Take the decision back',
  schoolsAsked: 'Both schools were asked: the child is at the school of the record that stays',
  edit: 'Correct the pupil', numberHint: 'Empty: the number stays.', save: 'Save', saved: 'Saved.', leave: 'Has left the school', leaveReason: 'Why the pupil left',
};
