import { useListContext } from 'ra-core';
import type { RaRecord } from 'ra-core';
import { RehearsalBanner } from './RehearsalBanner.tsx';

/** Over a list that shows anything of a rehearsal; its rows say which. */
export function RehearsalNote() {
  const { data } = useListContext<RaRecord & { rehearsal?: boolean }>();
  return data?.some((record) => record.rehearsal) ? <RehearsalBanner /> : null;
}
