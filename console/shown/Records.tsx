import { List } from 'ra-ui-materialui';
import type { ListProps } from 'ra-ui-materialui';

/** react-admin's list without what we do otherwise: its title (see `Page`), its empty page (see `Rows`), its exporter. */
export function Records({ children, ...rest }: ListProps) {
  return (
    <List title={false} empty={false} exporter={false} actions={false} component="div" perPage={25} {...rest}>
      {children}
    </List>
  );
}
