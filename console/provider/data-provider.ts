import type { DataProvider, RaRecord } from 'ra-core';
import { ask, getJson, post, put, remove } from './http.ts';
import { paths } from './paths.ts';

type ListQuery = {
  pagination?: { page: number; perPage: number };
  sort?: { field: string; order: string };
  filter?: Record<string, unknown>;
  signal?: AbortSignal;
};

export function listPath(resource: string, { pagination, sort, filter }: ListQuery): string {
  const page = pagination?.page ?? 1;
  const perPage = pagination?.perPage ?? 25;
  // react-admin asks for `id` when nobody chose an order: the server's own is better, and not every list has that column.
  const chosen = sort && sort.field !== 'id' ? sort : null;
  return paths.list(resource, {
    filter: JSON.stringify(filter ?? {}),
    ...(chosen ? { sort: JSON.stringify([chosen.field, chosen.order]) } : {}),
    range: JSON.stringify([(page - 1) * perPage, page * perPage - 1]),
  });
}

type Listed<T> = { data: T[]; total: number };

async function list<T>(resource: string, query: ListQuery): Promise<Listed<T>> {
  const { data: rows, headers } = await ask<T[]>(listPath(resource, query), query.signal ? { signal: query.signal } : {});
  // A plan is known by its key; react-admin wants every record to have an id.
  const data = resource === 'plans' ? rows.map((row) => ({ id: (row as { key?: string }).key, ...row })) : rows;
  const total = Number(headers.get('content-range')?.split('/').pop());
  return { data, total: Number.isFinite(total) ? total : data.length };
}

/** react-admin's simple REST, as docs/interface.md states it. */
export const dataProvider: DataProvider = {
  supportAbortSignal: true,
  getList: (resource, params) => list(resource, params),
  getManyReference: (resource, params) =>
    list(resource, { ...params, filter: { ...(params.filter as Record<string, unknown>), [params.target]: params.id } }),
  getMany: async (resource, { ids }) => ({
    data: (await list<RaRecord>(resource, { pagination: { page: 1, perPage: Math.max(ids.length, 1) }, filter: { id: ids } })).data as never,
  }),
  getOne: async (resource, { id, signal }) => ({ data: await getJson(paths.item(resource, String(id)), signal) }),
  create: async (resource, { data }) => ({ data: await post(paths.list(resource), data) }),
  update: async (resource, { id, data }) => ({ data: await put(paths.item(resource, String(id)), data) }),
  updateMany: async (resource, { ids, data }) => {
    for (const id of ids) await put(paths.item(resource, String(id)), data);
    return { data: ids };
  },
  delete: async (resource, { id, previousData }) => {
    await remove(paths.item(resource, String(id)));
    return { data: (previousData ?? { id }) as never };
  },
  deleteMany: async (resource, { ids }) => {
    for (const id of ids) await remove(paths.item(resource, String(id)));
    return { data: ids };
  },
};
