import { auditVerbs } from './routes/audit.ts';
import { confirmationVerbs } from './routes/confirmations.ts';
import { conflictVerbs } from './routes/conflicts.ts';
import { delegationVerbs } from './routes/delegations.ts';
import { directiveVerbs } from './routes/directives.ts';
import { disputeVerbs } from './routes/disputes.ts';
import { examPaperVerbs } from './routes/exam-papers.ts';
import { examVerbs } from './routes/exam.ts';
import { fileVerbs } from './routes/files.ts';
import { foundChildVerbs } from './routes/found-children.ts';
import { holidayVerbs } from './routes/holidays.ts';
import { identityActionVerbs } from './routes/identity-actions.ts';
import { identityBatchVerbs } from './routes/identity-batches.ts';
import { identityVerbs } from './routes/identity.ts';
import { importFileVerbs } from './routes/import-files.ts';
import { importVerbs } from './routes/imports.ts';
import { noticeVerbs } from './routes/notices.ts';
import { planVerbs } from './routes/plans.ts';
import { placeChangeVerbs } from './routes/place-changes.ts';
import { placeReformVerbs } from './routes/place-reform.ts';
import { placeVerbs } from './routes/places.ts';
import { pupilVerbs } from './routes/pupils.ts';
import { revealVerbs } from './routes/reveal.ts';
import { reminderVerbs } from './routes/reminders.ts';
import { residenceVerbs } from './routes/residences.ts';
import { reviewVerbs } from './routes/reviews.ts';
import { savedFilterVerbs } from './routes/saved-filters.ts';
import { seasonChangeVerbs } from './routes/season-changes.ts';
import { seasonLaunchVerbs } from './routes/season-launch.ts';
import { seasonProgressVerbs } from './routes/season-progress.ts';
import { seasonVerbs } from './routes/seasons.ts';
import { ownPasswordVerbs } from './routes/own-password.ts';
import { sessionVerbs } from './routes/session.ts';
import { slipVerbs } from './routes/slips.ts';
import { staffVerbs } from './routes/staff.ts';
import { taskActionVerbs } from './routes/task-actions.ts';
import { taskAnswerVerbs } from './routes/task-answers.ts';
import { taskReadVerbs } from './routes/tasks.ts';
import { unconfirmedVerbs } from './routes/unconfirmed.ts';
import { unitVerbs } from './routes/units.ts';
import { zonePlanVerbs } from './routes/zone-plans.ts';
import { zoneVerbs } from './routes/zones.ts';
import type { Verb } from './verb.ts';

/** Every described route of `/api`, in the order in which they match. */
export const verbs: readonly Verb[] = [
  ...sessionVerbs,
  ...ownPasswordVerbs,
  ...unitVerbs,
  ...staffVerbs,
  ...pupilVerbs,
  ...foundChildVerbs,
  ...revealVerbs,
  ...identityVerbs,
  ...identityActionVerbs,
  ...identityBatchVerbs,
  ...directiveVerbs,
  ...holidayVerbs,
  ...taskReadVerbs,
  ...taskAnswerVerbs,
  ...taskActionVerbs,
  ...fileVerbs,
  ...importVerbs,
  ...importFileVerbs,
  ...planVerbs,
  ...seasonLaunchVerbs,
  ...seasonVerbs,
  ...seasonChangeVerbs,
  ...seasonProgressVerbs,
  ...reminderVerbs,
  ...unconfirmedVerbs,
  ...confirmationVerbs,
  ...slipVerbs,
  ...disputeVerbs,
  ...noticeVerbs,
  ...delegationVerbs,
  ...savedFilterVerbs,
  ...examVerbs,
  ...examPaperVerbs,
  ...reviewVerbs,
  ...conflictVerbs,
  // Before the one place of any id.
  ...placeReformVerbs,
  ...placeVerbs,
  ...placeChangeVerbs,
  ...residenceVerbs,
  ...zoneVerbs,
  ...zonePlanVerbs,
  ...auditVerbs,
];
