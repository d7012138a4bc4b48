import { sql } from 'drizzle-orm';
import type { Text } from '../../../domain/plan.ts';
import type { Work, WorkBlocker, WorkFigure, WorkScope } from '../../../domain/work.ts';
import type { Tx } from '../../client.ts';
import { accountCounts } from '../exam-accounts.ts';
import type { ReadWork } from './work-state.ts';

const figure = (key: string, vi: string, en: string, value: number): WorkFigure => ({ key, label: { vi, en }, value });
const blocker = (code: string, count: number, to: string, message: Text): WorkBlocker[] => (count > 0 ? [{ code, count, to, message }] : []);

type Counts = Partial<Record<'all' | 'accepted' | 'open' | 'undated' | 'issued' | 'pupils' | 'kept' | 'signed' | 'schools' | 'sent', number>>;
const counted = async (tx: Tx, query: ReturnType<typeof sql>): Promise<Counts> => (await tx.execute<Counts>(query)).rows[0] ?? {};

/** The screen of one school: whoever reviews the duty above the school lands on it too. */
const screen = ({ unitId }: WorkScope, more = ''): string => `/exam?school=${unitId}${more}`;

/** Every paper that was claimed is accepted, refused, or has a day on which it comes. */
const evidence: ReadWork = async (tx, scope) => {
  const found = await counted(tx, sql`
    select count(*)::int as all, count(*) filter (where state = 'accepted')::int as accepted, count(*) filter (where state = 'handed-in')::int as open, count(*) filter (where state = 'awaited' and due_on is null)::int as undated
    from evidence where school_path ^@ ${scope.unitPath}`);
  const { all = 0, accepted = 0, open = 0, undated = 0 } = found;
  return {
    to: screen(scope, '&tab=evidence'), figures: [figure('all', 'Số minh chứng', 'Papers', all), figure('accepted', 'Đã chấp nhận', 'Accepted', accepted)],
    blockers: [
      ...blocker('unreviewed', open, screen(scope, '&tab=evidence&only=unreviewed'), { vi: `${open} minh chứng đã nộp chưa xét`, en: `${open} papers handed in and not reviewed` }),
      ...blocker('undated', undated, screen(scope, '&tab=evidence&only=undated'), { vi: `${undated} minh chứng còn thiếu mà chưa hẹn ngày`, en: `${undated} papers missing without a day` }),
    ],
  };
};

/** Every grade-12 pupil has an account, and each equals the sector database's number. */
const accounts: ReadWork = async (tx, scope) => {
  const counts = await accountCounts(tx, scope.unitPath);
  const missing = counts.pupils - counts.issued;
  return {
    to: screen(scope), figures: [figure('pupils', 'Học sinh lớp 12', 'Grade-12 pupils', counts.pupils), figure('issued', 'Đã có tài khoản', 'With an account', counts.issued), figure('generated', 'Dùng mã tạm 12 ký tự', 'With a temporary code', counts.generated)],
    blockers: [
      ...blocker('missing', missing, screen(scope, '&only=missing'), { vi: `${missing} học sinh chưa có tài khoản`, en: `${missing} pupils without an account` }),
      ...blocker('differing', counts.differing, screen(scope, '&only=differing'), { vi: `${counts.differing} tài khoản khác số trên cơ sở dữ liệu ngành`, en: `${counts.differing} accounts differ from the sector database` }),
    ],
  };
};

const handOver: ReadWork = async (tx, scope) => {
  const counts = await accountCounts(tx, scope.unitPath);
  const left = counts.issued - counts.handedOver;
  return {
    to: screen(scope), figures: [figure('issued', 'Tài khoản', 'Accounts', counts.issued), figure('handed', 'Đã giao', 'Handed over', counts.handedOver)],
    blockers: blocker('not-handed-over', left, screen(scope, '&only=not-handed-over'), { vi: `${left} tài khoản chưa giao cho học sinh`, en: `${left} accounts not handed over` }),
  };
};

/** The district receives whoever came; none is fine. */
const independent: ReadWork = async (tx, { unitPath }) => {
  const found = await counted(tx, sql`
    select count(*)::int as all, count(*) filter (where state = 'account-issued')::int as issued, count(*) filter (where state in ('asked', 'received'))::int as open from candidates where unit_path ^@ ${unitPath}`);
  const { all = 0, issued = 0, open = 0 } = found;
  return {
    to: '/candidates', figures: [figure('all', 'Thí sinh tự do', 'Independent candidates', all), figure('issued', 'Đã cấp tài khoản', 'With an account', issued)],
    blockers: blocker('open', open, '/candidates?only=open', { vi: `${open} thí sinh tự do chưa được cấp tài khoản`, en: `${open} candidates without an account` }),
  };
};

/** Data goes to the Sở only once every slip is signed and kept (HP-SYNC-2023, slips); one that shows other data than is sent does not count. */
const slips: ReadWork = async (tx, scope) => {
  const found = await counted(tx, sql`
    select count(*)::int as pupils, count(*) filter (where r.state = 'kept' and r.printed_version = p.version)::int as kept, count(*) filter (where r.state in ('signed', 'kept') and r.printed_version = p.version)::int as signed
    from pupils p left join registration_slips r on r.pupil_id = p.id where p.school_path ^@ ${scope.unitPath} and p.cohort = 'grade-12' and p.standing = 'enrolled'`);
  const { pupils = 0, kept = 0, signed = 0 } = found;
  return {
    to: screen(scope, '&tab=slips'), figures: [figure('pupils', 'Học sinh lớp 12', 'Grade-12 pupils', pupils), figure('signed', 'Đã ký', 'Signed', signed), figure('kept', 'Đã lưu', 'Kept', kept)],
    blockers: blocker('not-kept', pupils - kept, screen(scope, '&tab=slips'), { vi: `${pupils - kept} phiếu chưa ký và lưu theo dữ liệu hiện nay`, en: `${pupils - kept} slips not signed and kept with the data of today` }),
  };
};

const overview: ReadWork = async (tx, { unitPath, seasonId }) => {
  const found = await counted(tx, sql`
    select (select count(*)::int from tasks where season_id = ${seasonId} and duty_key = 'sign-slips') as schools, (select count(*)::int from tasks where season_id = ${seasonId} and duty_key = 'sign-slips' and state in ('submitted', 'done')) as sent,
      count(*)::int as pupils, count(r.kept_at)::int as kept from pupils p left join registration_slips r on r.pupil_id = p.id where p.school_path ^@ ${unitPath} and p.cohort = 'grade-12' and p.standing = 'enrolled'`);
  const { schools = 0, sent = 0, pupils = 0, kept = 0 } = found;
  return { to: '/exam', blockers: [], figures: [figure('schools', 'Số trường', 'Schools', schools), figure('sent', 'Đã gửi dữ liệu', 'Have sent', sent), figure('pupils', 'Học sinh lớp 12', 'Grade-12 pupils', pupils), figure('kept', 'Phiếu đã lưu', 'Slips kept', kept)] };
};

export const examWorks = { evidence, 'exam-accounts': accounts, 'account-hand-over': handOver, 'independent-candidates': independent, 'registration-slips': slips, 'registration-overview': overview } as const satisfies Partial<Record<Work, ReadWork>>;
