import { z } from '@hono/zod-openapi';
import { classesOf, historyOfPupil, listPupils, pupilById, pupilSorts } from '../../db/queries/pupils.ts';
import type { PupilRow } from '../../db/queries/pupils.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { pupils } from '../../db/schema/families.ts';
import type { Secrets } from '../../db/secret.ts';
import { pupilStandings } from '../../domain/review.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { notFound } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';

const record = recordShape('Pupil');
const filter = z.object({ ...baseFilter, schoolId: uuid.optional(), className: z.string().max(30).optional(), standing: oneOrMany(pupilStandings).optional() });
const where = { path: pupils.schoolPath, className: pupils.className };

/** The personal number leaves the house masked only. */
function view({ personalNumberEnc, ...pupil }: PupilRow, secrets: Secrets) {
  return { ...pupil, personalNumber: personalNumberEnc ? secrets.mask(secrets.open(personalNumberEnc)) : null };
}

const list = verb({
  method: 'get',
  path: '/api/pupils',
  summary: 'Pupils whom the person may see: the enrolled ones, unless `standing` asks for others',
  access: { action: 'pupil.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, pupilSorts, ['fullName', 'ASC']);
    const { rows, total } = await ctx.inTx((tx) => listPupils(tx, asked, scopeOf(ctx.actor, 'pupil.read', where)));
    return new Page(
      'pupils',
      rows.map((row) => view(row, ctx.deps.secrets)),
      total,
      asked.offset,
    );
  },
});

const classes = verb({
  method: 'get',
  path: '/api/pupils/classes',
  summary: 'Classes of a school',
  access: { action: 'pupil.read', target: 'unit' },
  query: z.object({ schoolId: uuid }),
  answer: z.array(z.object({ className: z.string(), pupils: z.int() })),
  handle: (ctx, { query }) => ctx.inTx((tx) => classesOf(tx, query.schoolId, scopeOf(ctx.actor, 'pupil.read', where))),
});

const one = verb({
  method: 'get',
  path: '/api/pupils/{id}',
  summary: 'One pupil with history',
  access: { action: 'pupil.read', target: 'unit' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const pupil = await pupilById(tx, params.id);
      if (!pupil) throw notFound();
      allow(ctx.actor, 'pupil.read', { unitPath: pupil.school.path, className: pupil.className }, 'pupil.read');
      const history = await historyOfPupil(tx, pupil.id);
      const people = await personRefs(
        tx,
        history.map((row) => row.madeBy),
      );
      return {
        ...view(pupil, ctx.deps.secrets),
        history: history.map(({ madeBy, createdAt, ...row }) => ({ ...row, by: people.get(madeBy) ?? null, at: createdAt.toISOString() })),
      };
    });
  },
});

export const pupilVerbs = [list, classes, one];
