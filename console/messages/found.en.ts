import type { foundVi } from './found.vi.ts';

export const foundEn: typeof foundVi = {
  intro: 'Children of age who are on no school’s list, found by a commune or district. They count for quotas and zones like any other child.',
  add: 'Add a child', none: 'No child recorded', noneHint: 'Write down any child who does not go to school yet, so that none is left out.',
  hasNumber: 'Known', by: 'Found by', next: 'Next', enrol: 'Give to a school', enrolOf: 'Give %{name} to a school',
  enrolHint: 'From here on the school answers for the child’s data.', enrolled: 'The child is on the school’s list.', numberHint: 'Empty if none was issued yet.',
};
