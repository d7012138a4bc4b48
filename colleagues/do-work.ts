import type { Work, WorkBlocker } from '../domain/work.ts';
import type { Session } from './session.ts';
import type { TaskDetail } from './wire.ts';
import { handOverAccounts, issueAccounts, receiveCandidates, reviewEvidence, signSlips } from './work-exam.ts';
import { identityDoers } from './work-identity.ts';
import { reviewPupils, routePupils, signOffReview } from './work-review.ts';
import { commentZones, drawZones, superviseZones } from './work-zoning.ts';
import { consolidatePlaces } from './work-places.ts';
import type { Play } from './work.ts';

export type WorkOfTask = { kind: Work; blockers: WorkBlocker[] };
/** Does what a duty about data asks before it is handed in, through the same routes as people. */
export type DoWork = (play: Play, session: Session, task: TaskDetail & { work: WorkOfTask }) => Promise<void>;

const doers: Partial<Record<Work, DoWork>> = { ...identityDoers, evidence: reviewEvidence, 'exam-accounts': issueAccounts, 'account-hand-over': handOverAccounts, 'registration-slips': signSlips, 'independent-candidates': receiveCandidates, 'place-consolidation': consolidatePlaces, 'pupil-review': reviewPupils, 'review-sign-off': signOffReview, 'feeder-routing': routePupils, zoning: drawZones, 'zone-comment': commentZones, 'zoning-supervision': superviseZones };

/** Settles the data of a task, if it is about data and something there is still to do. */
export async function doWork(play: Play, session: Session, task: TaskDetail): Promise<void> {
  if (task.work && task.work.blockers.length > 0) await doers[task.work.kind]?.(play, session, { ...task, work: task.work });
}
