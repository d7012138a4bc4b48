import { z } from '@hono/zod-openapi';
import { withActor } from '../../db/actor.ts';
import { recordAudit } from '../../db/audit.ts';
import { addStaff, editStaff, endSessionsOf, listStaff, staffById, staffSorts } from '../../db/queries/staff.ts';
import { unitById } from '../../db/queries/units.ts';
import { units } from '../../db/schema/people.ts';
import { roles, rolesOfTier } from '../../domain/policy.ts';
import type { Role } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import type { Tier } from '../../domain/tier.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, badInput, notFound } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { hashPassword } from '../../db/password.ts';
import { newPassword } from '../session/new-password.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';

const record = recordShape('Staff');
const filter = z.object({ ...baseFilter, unitId: uuid.optional(), role: oneOrMany(roles).optional() });

const list = verb({
  method: 'get',
  path: '/api/staff',
  summary: 'Staff of the own unit and those under it',
  access: { action: 'staff.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, staffSorts, ['name', 'ASC']);
    const { rows, total } = await ctx.inTx((tx) => listStaff(tx, asked, scopeOf(ctx.actor, 'staff.read', { path: units.path })));
    return new Page('staff', rows, total, asked.offset);
  },
});

const one = verb({
  method: 'get',
  path: '/api/staff/{id}',
  summary: 'One member of staff',
  access: { action: 'staff.read', target: 'unit' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    const person = await ctx.inTx((tx) => staffById(tx, params.id));
    if (!person) throw notFound();
    allow(ctx.actor, 'staff.read', { unitPath: person.unit.path }, 'staff.read');
    return person;
  },
});

const name = z.string().max(200).transform(clean).pipe(z.string().min(1));
const fields = {
  name,
  email: z.email().max(200),
  phone: z
    .string()
    .max(30)
    .transform(clean)
    .nullish()
    .transform((given) => given || null),
  role: z.enum(roles),
  className: z
    .string()
    .max(30)
    .transform(clean)
    .nullish()
    .transform((given) => given || null),
};

const ownPassword = {
  vi: 'Mật khẩu của chính bạn: bấm tên mình ở góc trên, chọn “Đổi mật khẩu”.',
  en: 'Your own password: press your name at the top and choose “Change password”.',
};

function checkRole(role: Role, tier: Tier, className: string | null): void {
  if (!(rolesOfTier[tier] as readonly Role[]).includes(role))
    throw badField('role', 'Vai trò này không có ở cấp của đơn vị.', 'This role does not exist at the tier of the unit.');
  if (role === 'homeroom-teacher' && !className)
    throw badField('className', 'Hãy ghi lớp chủ nhiệm.', 'Name the class of the homeroom teacher.');
}

const create = verb({
  method: 'post',
  path: '/api/staff',
  summary: 'Add a member of staff',
  access: { action: 'staff.edit', target: 'unit' },
  status: 201,
  answer: record,
  body: z.object({
    ...fields,
    username: z
      .string()
      .toLowerCase()
      .regex(/^[a-z0-9._-]{3,60}$/),
    unitId: uuid,
    password: newPassword.nullish(),
  }),
  async handle(ctx, { body: { password: given, ...person } }) {
    const passwordHash = given ? await hashPassword(given) : null;
    return await ctx.inTx(async (tx) => {
      const unit = await unitById(tx, person.unitId);
      if (!unit) throw badField('unitId', 'Hãy chọn đơn vị.', 'Choose a unit.');
      // Units are known to everybody, so a unit of others is "not allowed" and not "not found".
      const standing = allow(ctx.actor, 'staff.edit', { unitPath: unit.path }, 'unit.read');
      checkRole(person.role, unit.tier, person.className);
      const id = await addStaff(tx, { ...person, passwordHash });
      if (!id) throw badField('username', 'Tên đăng nhập này đã có. Hãy chọn tên khác.', 'This username is taken. Choose another.');
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: standing.staffId,
        action: 'staff.add',
        subjectType: 'staff',
        subjectId: id,
        unitPath: unit.path,
        details: { role: person.role },
      });
      return await staffById(tx, id);
    });
  },
});

const edit = verb({
  method: 'put',
  path: '/api/staff/{id}',
  summary: 'Edit a member of staff',
  access: { action: 'staff.edit', target: 'unit' },
  params: byId,
  answer: record,
  body: z.object({ ...fields, active: z.boolean(), password: newPassword.nullish() }).partial(),
  async handle(ctx, { params, body: { password: given, ...body } }) {
    const passwordHash = given ? await hashPassword(given) : undefined;
    const after = await ctx.inTx(async (tx) => {
      const before = await staffById(tx, params.id);
      if (!before) throw notFound();
      const standing = allow(ctx.actor, 'staff.edit', { unitPath: before.unit.path }, 'staff.read');
      // Who sits down at an open screen must not lock its owner out: one's own password asks for the old one.
      if (passwordHash && before.id === ctx.me.id) throw badInput({ password: ownPassword });
      const changed = { ...before, ...body };
      checkRole(changed.role, before.unit.tier, changed.className);
      await editStaff(tx, before.id, { ...body, ...(passwordHash && { passwordHash }) });
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: standing.staffId,
        action: 'staff.edit',
        subjectType: 'staff',
        subjectId: before.id,
        unitPath: before.unit.path,
        details: { changed: [...Object.keys(body), ...(passwordHash ? ['password'] : [])] },
      });
      return await staffById(tx, before.id);
    });
    // Sessions are nobody's but their owner's; ending them is the sign-in side's work.
    if (passwordHash || body.active === false)
      await withActor(ctx.deps.db, { kind: 'anonymous' }, (tx) => endSessionsOf(tx, params.id, ctx.me.sessionId));
    return after;
  },
});

export const staffVerbs = [list, one, create, edit];
