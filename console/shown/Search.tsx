import { SearchInput } from 'ra-ui-materialui';
import { useTranslate } from 'ra-core';

/** Accents may be left out: the server compares folded text. */
export function Search({ hint }: { source: string; alwaysOn?: boolean; hint?: string }) {
  const t = useTranslate();
  return <SearchInput source="q" alwaysOn placeholder={hint ? t(hint) : t('mua.search')} slotProps={{ htmlInput: { 'aria-label': t('ra.action.search') } }} sx={{ minWidth: { xs: 240, sm: 360 } }} />;
}
