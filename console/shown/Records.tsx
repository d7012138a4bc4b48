import { List } from 'ra-ui-materialui';
import type { ListProps } from 'ra-ui-materialui';

// Scrolling tabs and wide tables stay inside the screen of a phone.
const frame = { '& .RaList-main, & .RaList-content': { minWidth: 0, maxWidth: '100%' }, '& .RaListToolbar-root, & .RaFilterForm-filterFormInput': { bgcolor: 'transparent', maxWidth: '100%' }, '& .MuiToolbar-root': { bgcolor: 'transparent' } };

/** react-admin's list without what we do otherwise: its title (see `Page`), its empty page (see `Rows`), its exporter. */
export function Records({ children, ...rest }: ListProps) {
  return (
    <List title={false} empty={false} exporter={false} actions={false} component="div" perPage={25} sx={frame} {...rest}>
      {children}
    </List>
  );
}
