import type { ImportKind, ImportMode } from '../../domain/import.ts';

const one = encodeURIComponent;
/** Addresses of the server's import routes; docs/interface.md. */
export const importPaths = {
  upload: (kind: ImportKind, mode: ImportMode, unitId: string) => `/api/imports?${new URLSearchParams({ kind, mode, unitId }).toString()}`,
  template: (kind: ImportKind, unitId: string) => `/api/imports/templates/${kind}?unitId=${one(unitId)}`,
  present: (kind: ImportKind, unitId: string) => `/api/imports/export/${kind}?unitId=${one(unitId)}`,
  marked: (id: string) => `/api/imports/${one(id)}/marked`,
  mapping: (id: string) => `/api/imports/${one(id)}/mapping`,
  decide: (id: string, action: 'commit' | 'cancel' | 'undo') => `/api/imports/${one(id)}/${action}`,
};
