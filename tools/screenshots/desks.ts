import type { Session } from '../../colleagues/session.ts';
import { localDateOf } from '../../domain/instant.ts';
import { list, read, tell } from './asking.ts';

type Unit = { id: string; code: string; name: string; levels: string[]; path: string };
type Pupil = { id: string; code: string; fullName: string; birthDate: string; sex: 'male' | 'female'; className: string; permanentAddress: string; cohort: string };
/** Desks whose pictures need no season: grade 12, independent candidates, zones, lists. */
export type Desks = {
  examClerk: string; examPrincipal: string; className: string;
  /** A list as a school sends it, two cells of it wrong. */
  faulty: string;
  /** A ward of D01 with the school that it would go to. */
  move: { ward: string; school: string };
  /** A group of D01 whose pupils wait for a person since it was split. */
  split: { id: string; ward: string };
};

/** Puts on the desks what a person would find in the middle of the work; what is there already stays. */
export async function readyDesks(session: (username: string) => Session): Promise<Desks> {
  const admin = session('so.admin');
  const [exam] = await read<Unit[]>(admin, `/api/units?${list({ tier: 'school', level: 'upper-secondary' })}`);
  if (!exam) throw new Error('the province has no school with grade 12');
  const [examClerk, examPrincipal] = [`${exam.code.toLowerCase()}.vanthu`, `${exam.code.toLowerCase()}.hieutruong`];
  const className = await readyExam(session(examClerk), exam);
  await readyCandidates(session('d01.chuyenvien'));
  return { examClerk, examPrincipal, className, faulty: await faultyList(session('s0001.vanthu')), move: await readyZones(session('d01.chuyenvien')), split: await readyHomes(session('d01.chuyenvien'), session('s0001.vanthu')) };
}

/** Accounts issued, one class of them handed over; of that class a slip in each state; three papers. */
async function readyExam(clerk: Session, { id: schoolId }: Unit): Promise<string> {
  await tell(clerk, '/api/exam/accounts', { schoolId });
  const { classes } = await read<{ classes: { className: string }[] }>(clerk, `/api/exam/accounts?${new URLSearchParams({ schoolId }).toString()}`);
  const className = classes[0]?.className ?? '';
  await tell(clerk, '/api/exam/accounts/hand-over', { schoolId, className });
  const { slips } = await read<{ slips: { pupilId: string }[] }>(clerk, `/api/exam/slips?${new URLSearchParams({ schoolId, className }).toString()}`);
  const ids = slips.map((one) => one.pupilId);
  const move = async (action: string, pupilIds: string[], correction?: string): Promise<unknown> => await tell(clerk, '/api/exam/slips', { schoolId, className, action, pupilIds, ...(correction && { correction }) });
  await move('print', ids.slice(2));
  await move('proofread', ids.slice(5));
  await move('sign', ids.slice(8));
  await move('keep', ids.slice(10));
  await move('fault', ids.slice(3, 4), 'Dân tộc ghi Kinh, đúng là Tày');
  const papers = [['exemption', 'IELTS 6.5', '2023-04-26'], ['priority', 'Giấy chứng nhận con thương binh', '2023-04-28'], ['bonus', 'Giải ba học sinh giỏi thành phố', null]] as const;
  for (const [index, [kind, title, dueOn]] of papers.entries()) {
    const made = await clerk.send('POST', '/api/evidence', { pupilId: ids[index], kind, title, dueOn });
    if (made.status === 201 && index === 0) await clerk.upload(`/api/evidence/${(made.body as { id: string }).id}/file`, { name: 'ielts.csv', mediaType: 'text/csv', bytes: new TextEncoder().encode('IELTS;6.5\n') });
  }
  return className;
}

async function readyCandidates(officer: Session): Promise<void> {
  if ((await read<unknown[]>(officer, `/api/candidates?${list({})}`)).length > 0) return;
  await tell(officer, '/api/candidates', { fullName: 'Lê Tự Do', birthDate: '2001-03-09', phone: '0912345678', number: '031201000555' });
  const made = await tell<{ id: string; version: number }>(officer, '/api/candidates', { fullName: 'Bùi Thị Mơ', birthDate: '2002-11-20', phone: '0987654321' });
  await tell(officer, `/api/candidates/${made.id}/move`, { version: made.version, action: 'receive', papers: ['identity', 'diploma', 'transcript', 'photo'] });
}

/** The district's places all in one primary school, so that the picture can show a ward going to another. */
async function readyZones(officer: Session): Promise<Desks['move']> {
  const [season] = await read<{ year: number }[]>(officer, `/api/seasons?${new URLSearchParams({ filter: JSON.stringify({ state: ['running', 'paused', 'finished'] }), range: '[0,0]', sort: '["createdAt","DESC"]' }).toString()}`);
  const year = season?.year ?? Number(localDateOf(Date.now()).slice(0, 4));
  const [district] = (await read<Unit[]>(officer, `/api/units?${list({ q: 'D01' })}`)).filter((one) => one.code === 'D01');
  type Zoning = { plan: { version: number } | null; zones: unknown[]; places: { id: string; name: string; kind: string; parentId: string | null }[]; schools: Unit[]; children: { placeId: string; cohort: string; count: number }[] };
  const zoning = await read<Zoning>(officer, `/api/zones?unitId=${district?.id}&year=${year}`);
  const [first, second] = zoning.schools.filter((one) => one.levels.includes('primary'));
  const top = zoning.places.find((one) => one.parentId === null);
  const inWard = (ward: string): number => zoning.children.filter((one) => one.cohort === 'kindergarten-5' && zoning.places.find((place) => place.id === one.placeId)?.parentId === ward).reduce((sum, one) => sum + one.count, 0);
  const ward = zoning.places.filter((one) => one.kind === 'commune').toSorted((a, b) => inWard(b.id) - inWard(a.id))[0];
  if (zoning.zones.length === 0) {
    await tell(officer, '/api/zones', { unitId: district?.id, year, version: zoning.plan?.version ?? null, moves: [{ placeId: top?.id, intake: 'grade-1', schoolIds: [first?.id] }] }, 'PUT');
    const children = zoning.children.filter((one) => one.cohort === 'kindergarten-5').reduce((sum, one) => sum + one.count, 0);
    const half = { classes: 4, rooms: 4, twoSessions: 100, criteria: '', papers: [], forms: [], intake: 'grade-1', seats: Math.round(children * 0.7) };
    await tell(officer, '/api/quotas', { unitId: district?.id, year, quotas: [first, second].flatMap((one) => (one ? [{ ...half, schoolId: one.id }] : [])) }, 'PUT');
  }
  return { ward: ward?.name ?? '', school: second?.code ?? first?.code ?? '' };
}

type Node = { id: string; name: string; version: number; pupils: number; branches: number; state: string };

/** The fullest group of a ward is split in two, and a school proposes another one. */
async function readyHomes(officer: Session, clerk: Session): Promise<Desks['split']> {
  const under = async (parentId: string): Promise<Node[]> => await read<Node[]>(officer, `/api/places?parentId=${parentId}`);
  const fullest = (nodes: Node[]): Node | undefined => nodes.toSorted((a, b) => b.pupils - a.pupils)[0];
  const [top] = await read<Node[]>(officer, '/api/places?scheme=2023');
  const ward = fullest(await under(top?.id ?? ''));
  const [waiting] = await read<{ placeId: string }[]>(officer, `/api/residences?${list({ state: ['split'] })}`);
  if (waiting) return { id: waiting.placeId, ward: ward?.name ?? '' };
  const group = fullest(await under(ward?.id ?? ''));
  if (!ward || !group) throw new Error('D01 has no ward with groups');
  const add = async (who: Session, name: string, reason: string): Promise<Node> => await tell<Node>(who, '/api/places', { parentId: ward.id, name, kind: 'group', reason });
  const parts = [await add(officer, `${group.name}A`, 'Nghị quyết về chia tổ'), await add(officer, `${group.name}B`, 'Nghị quyết về chia tổ')];
  await tell(officer, `/api/places/${group.id}/replace`, { version: group.version, into: parts.map((one) => one.id), reason: 'Nghị quyết về chia tổ' });
  await add(clerk, 'Tổ chung cư Hoàng Huy', 'Khu nhà mới bàn giao, 14 học sinh');
  return { id: group.id, ward: ward.name };
}

async function faultyList(clerk: Session): Promise<string> {
  const pupils = (await read<Pupil[]>(clerk, `/api/pupils?${list({})}`)).slice(0, 8);
  const rows = pupils.map((one, index) => [one.code, one.fullName, index === 2 ? '31/02/2018' : one.birthDate.split('-').toReversed().join('/'), index === 4 ? 'Trai' : one.sex === 'male' ? 'Nam' : 'Nữ', one.className, one.permanentAddress, index === 1 ? '0912345678' : '']);
  return [['Mã học sinh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Nơi thường trú', 'Điện thoại liên hệ'], ...rows].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\n');
}
