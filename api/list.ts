import { z } from '@hono/zod-openapi';
import { badField } from './problem.ts';
import { storable } from './storable.ts';

/** react-admin simple REST: JSON in `filter`, `sort`, `range`. */
export const listQuery = z.object({
  filter: z.string().max(8000).optional().openapi({ example: '{"q":"do thi huong"}' }),
  sort: z.string().max(200).optional().openapi({ example: '["dueAt","ASC"]' }),
  range: z.string().max(100).optional().openapi({ example: '[0,24]' }),
});

export type ListInput<F, S extends string> = {
  filter: F;
  sort: { column: S; descending: boolean };
  /** From row `offset`, at most `limit` rows. */
  offset: number;
  limit: number;
};
const MOST_ROWS = 1000;

const ids = z.union([z.uuid(), z.array(z.uuid()).max(MOST_ROWS)]).transform((one) => (Array.isArray(one) ? one : [one]));
export const baseFilter = { id: ids.optional(), q: z.string().max(200).optional() };
/** `state=a` and `state=[a,b]` alike. */
export const oneOrMany = <T extends string>(values: readonly T[]) =>
  z
    .union([z.enum(values as readonly [T, ...T[]]), z.array(z.enum(values as readonly [T, ...T[]]))])
    .transform((one) => (Array.isArray(one) ? one : [one]) as T[]);

/** Parses a list request; only sort columns that are named may be sorted by. */
export function parseList<F extends z.ZodType, S extends string>(
  query: z.output<typeof listQuery>,
  filter: F,
  sortable: readonly S[],
  usual: [S, 'ASC' | 'DESC'],
): ListInput<z.output<F>, S> {
  const given = filter.safeParse(jsonOf('filter', query.filter, {}));
  if (!given.success)
    throw badField('filter', 'Bộ lọc không đúng. Hãy xoá bộ lọc rồi lọc lại.', 'The filter is not right: clear it and filter again.');
  const sort = z.tuple([z.string(), z.enum(['ASC', 'DESC'])]).safeParse(jsonOf('sort', query.sort, usual));
  const column = sort.success ? sortable.find((name) => name === sort.data[0]) : undefined;
  if (!sort.success || !column) throw badField('sort', 'Không sắp xếp được theo cột này.', `Sort by one of: ${sortable.join(', ')}.`);
  const range = z.tuple([z.int().min(0).max(10_000_000), z.int().min(0).max(10_000_000)]).safeParse(jsonOf('range', query.range, [0, 24]));
  if (!range.success) throw badField('range', 'Khoảng dòng không đúng.', 'The range must be [first, last].');
  const [from, to] = range.data;
  return {
    filter: given.data,
    sort: { column, descending: sort.data[1] === 'DESC' },
    offset: from,
    limit: Math.min(Math.max(to - from + 1, 0), MOST_ROWS),
  };
}

function jsonOf(field: string, text: string | undefined, usual: unknown): unknown {
  if (text === undefined || text === '') return usual;
  try {
    return JSON.parse(text, storable);
  } catch {
    throw badField(field, 'Tham số không đọc được.', 'This is not JSON.');
  }
}

/** One page of a list; the edge turns it into an array and a `Content-Range`. */
export class Page<T = unknown> {
  readonly resource: string;
  readonly rows: readonly T[];
  readonly total: number;
  readonly offset: number;

  constructor(resource: string, rows: readonly T[], total: number, offset: number) {
    this.resource = resource;
    this.rows = rows;
    this.total = total;
    this.offset = offset;
  }

  get contentRange(): string {
    const last = this.offset + this.rows.length - 1;
    return this.rows.length === 0 ? `${this.resource} */${this.total}` : `${this.resource} ${this.offset}-${last}/${this.total}`;
  }
}
