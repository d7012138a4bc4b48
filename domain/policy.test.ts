import { describe, expect, it } from 'vitest';
import { may, mayApproveLaunch, policy, roles, rolesOfTier, standingFor } from './policy.ts';
import { tiers } from './tier.ts';
import type { Actor, PolicyAction, Role, Standing } from './policy.ts';
import type { Tier } from './tier.ts';

const paths = { province: 'SO/', district: 'SO/D01/', commune: 'SO/X01/', school: 'SO/D01/S01/' } as const satisfies Record<Tier, string>;
const standing = (tier: Tier, role: Role, change: Partial<Standing> = {}): Standing => ({
  staffId: `${tier}-${role}`, tier, role, unitId: tier, unitPath: paths[tier], className: role === 'homeroom-teacher' ? '5A' : null, ...change,
});
const alone = (tier: Tier, role: Role): Actor => ({ own: standing(tier, role), delegated: [] });
const everybody = tiers.flatMap((tier) => rolesOfTier[tier].map((role) => ({ tier, role })));

/** Columns: Sở admin, leader, officer, operator; district leader, officer; commune leader, officer; principal, clerk, homeroom teacher. */
const somewhere: Record<PolicyAction, string> = {
  'unit.read': 'yyyyyyyyyyy', 'unit.edit': 'y----------', 'staff.read': 'yyy-yyyyyy-', 'staff.edit': 'y---y-y-y--',
  'pupil.read': 'yyy-yyyyyyy', 'pupil.edit': '--------yy-', 'plan.read': 'yyyyyyyyyyy', 'season.read': 'yyyyyyyyyyy',
  'season.prepare': 'y-y--------', 'season.approve': 'yy---------', 'season.change': 'yy---------', 'season.rehearse': 'yyy--------',
  'task.read': 'yyyyyyyyyyy', 'task.answer': 'yyy-yyyyyyy', 'task.review': 'yyy-yyyyy--', 'task.assign': 'yy--y-y-y--',
  'task.remind': 'yyy-yyyy---', 'task.comment': 'yyy-yyyyyyy', 'directive.read': 'yyyyyyyyyyy', 'directive.create': 'yyy-yyyy---',
  'confirmation.read': 'yyy-yyyyyyy', 'confirmation.key-in': '--------yy-', 'slip.print': '--------yyy', 'family.revoke': '--------yy-',
    'dispute.decide': '--------yy-',
  'notice.read': 'yyy-yyyyyy-', 'notice.settle': 'y-y------y-', 'holiday.edit': 'y----------', 'audit.read': 'yy---------',
  'engine.read': 'y--y-------', 'delegation.create': 'yyyyyyyyyyy',
  'place.read': 'yyyyyyyyyyy', 'place.propose': '--------yy-', 'place.edit': 'y-y-yyyy---', 'residence.read': 'yyy-yyyyyy-', 'residence.decide': 'y-y-yyyyyy-', 'import.read': 'yyy-yyyyyy-', 'import.run': 'y-y-yyyyyy-',
  'claim.make': '--------yy-', 'claim.decide': 'y-y-yyyy---', 'child.find': '----yyyy---', 'duplicate.read': 'yyy-yyyyyy-', 'duplicate.decide': 'y-y-yyyy---',
  'number.reveal': 'y-y-----yy-', 'identity.read': 'yyy-yyyyyy-', 'identity.send': 'y-y--------', 'identity.settle': '--------yy-', 'identity.resolve': 'y-y--------',
  'exam.read': 'yyy-yyyyyy-', 'exam.work': '--------yy-', 'candidate.work': '----yyyy---', 'evidence.review': 'y-y-----y--',
  'zone.read': 'yyyyyyyyyyy', 'zone.edit': '----yyyy---', 'zone.comment': '--------y--', 'zone.supervise': 'yyy--------',
};

describe('who may do what, somewhere', () => {
  it.each(Object.keys(policy) as PolicyAction[])('%s', (action) => {
    expect(everybody.map(({ tier, role }) => (may(alone(tier, role), action) ? 'y' : '-')).join('')).toBe(somewhere[action]);
  });
  it('has every role at some tier', () => {
    expect(new Set(everybody.map((one) => one.role))).toEqual(new Set(roles));
  });
});

describe('where', () => {
  const principal = alone('school', 'principal');
  const district = alone('district', 'leader');
  it('own means the very unit', () => {
    expect(may(principal, 'pupil.edit', { unitPath: 'SO/D01/S01/' })).toBe(true);
    expect(may(principal, 'pupil.edit', { unitPath: 'SO/D01/S02/' })).toBe(false);
    expect(may(district, 'task.review', { unitPath: 'SO/D01/' })).toBe(true);
    expect(may(district, 'task.review', { unitPath: 'SO/D01/S01/' })).toBe(false);
  });
  it('subtree means the unit and all under it, never a neighbour whose code begins alike', () => {
    expect(may(district, 'staff.edit', { unitPath: 'SO/D01/S01/' })).toBe(true);
    expect(may(district, 'staff.edit', { unitPath: 'SO/D01/' })).toBe(true);
    expect(may(district, 'staff.edit', { unitPath: 'SO/D011/S01/' })).toBe(false);
    expect(may(district, 'staff.edit', { unitPath: 'SO/' })).toBe(false);
  });
  it('any means anywhere', () => {
    expect(may(alone('school', 'clerk'), 'unit.read', { unitPath: 'SO/D02/S09/' })).toBe(true);
  });
  it('a homeroom teacher sees the children of one class only', () => {
    const teacher = alone('school', 'homeroom-teacher');
    const at = (className?: string | null) => may(teacher, 'pupil.read', { unitPath: 'SO/D01/S01/', ...(className === undefined ? {} : { className }) });
    expect([at('5A'), at('5B'), at(null), at()]).toEqual([true, false, false, false]);
    expect(may(teacher, 'pupil.read', { unitPath: 'SO/D01/S02/', className: '5A' })).toBe(false);
    expect(may(alone('school', 'clerk'), 'pupil.read', { unitPath: 'SO/D01/S01/', className: '5B' })).toBe(true);
    const lost: Actor = { own: standing('school', 'homeroom-teacher', { className: null }), delegated: [] };
    expect(may(lost, 'pupil.read', { unitPath: 'SO/D01/S01/', className: null })).toBe(false);
  });
});

describe('what was lent', () => {
  const clerk: Actor = { own: standing('school', 'clerk'), delegated: [standing('school', 'principal', { staffId: 'boss' })] };
  it('counts, after the own standing', () => {
    expect(standingFor(clerk, 'task.review', { unitPath: 'SO/D01/S01/' })?.staffId).toBe('boss');
    expect(standingFor(clerk, 'pupil.edit', { unitPath: 'SO/D01/S01/' })?.staffId).toBe('school-clerk');
    expect(standingFor(clerk, 'season.approve')).toBeNull();
  });
  it('cannot be lent on', () => {
    expect(may(clerk, 'delegation.create', { unitPath: 'SO/D01/S01/' })).toBe(true);
    const visitor: Actor = { own: standing('school', 'clerk', { unitPath: 'SO/D02/S09/' }), delegated: [standing('school', 'principal')] };
    expect(may(visitor, 'delegation.create', { unitPath: 'SO/D01/S01/' })).toBe(false);
  });
  it('does not reach the accounts, where a stand-in could keep it', () => {
    expect(standingFor(clerk, 'staff.edit', { unitPath: 'SO/D01/S01/' })).toBeNull();
  });
});

describe('four eyes at the launch', () => {
  const leader = alone('province', 'leader');
  it('needs somebody else with the right to approve', () => {
    expect(mayApproveLaunch(leader, 'officer', 'officer')).toBe(true);
    expect(mayApproveLaunch(leader, 'province-leader', 'officer')).toBe(false);
    expect(mayApproveLaunch(leader, 'officer', 'province-leader')).toBe(false);
    expect(mayApproveLaunch(alone('province', 'officer'), 'somebody', 'somebody')).toBe(false);
  });
  it('also where one of them acts for the other', () => {
    const acting: Actor = { own: standing('province', 'officer'), delegated: [standing('province', 'leader', { staffId: 'boss' })] };
    expect(mayApproveLaunch(acting, 'somebody', 'somebody')).toBe(true);
    expect(mayApproveLaunch(acting, 'province-officer', 'province-officer')).toBe(false);
    expect(mayApproveLaunch(acting, 'boss', 'boss')).toBe(false);
    expect(mayApproveLaunch(acting, 'somebody', 'boss')).toBe(false);
  });
});
