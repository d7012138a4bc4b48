import { Box, Card, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import { useListContext } from 'ra-core';
import type { RaRecord } from 'ra-core';
import { DataTable, SimpleList } from 'ra-ui-materialui';
import type { ReactElement, ReactNode } from 'react';
import { ChoiceCards } from './ChoiceCards.tsx';
import { withRowLink } from './RowLink.tsx';
import type { RowClick } from './RowLink.tsx';

type RowsProps<R extends RaRecord> = {
  /** The columns of the table, for wide screens. */
  children: ReactNode;
  /** The same record as a card, for a phone. */
  primary: (record: R) => ReactNode;
  secondary?: (record: R) => ReactNode;
  rowClick?: RowClick;
  /** The column whose cell names the record, and so is the link; the first when not said. */
  main?: string;
  bulk?: ReactElement | false;
  empty?: ReactElement;
};

/** A list is a table on a desk and cards in the hand. */
export function Rows<R extends RaRecord>({ children, primary, secondary, rowClick = 'show', bulk = false, empty, main }: RowsProps<R>) {
  const small = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const { total, isPending } = useListContext<R>();
  if (!isPending && total === 0 && empty) return <Card>{empty}</Card>;
  if (small && bulk !== false && rowClick === false) return <ChoiceCards<R> primary={primary} secondary={secondary} bulk={bulk} />;
  if (small) {
    return (
      <Card>
        <SimpleList<R>
          primaryText={(record) => <Box component="span" sx={{ fontWeight: 600 }}>{primary(record)}</Box>}
          {...(secondary ? { secondaryText: secondary } : {})}
          rowClick={rowClick}
          sx={{ '& .MuiListItem-root + .MuiListItem-root': { borderTop: 1, borderColor: 'divider' } }}
        />
      </Card>
    );
  }
  return (
    // react-admin floats the bulk actions over whatever stands above the table: here they take their own place in it.
    // Folded away they would still be reached with Tab, hence hidden while nothing is selected.
    <Card sx={{ overflowX: 'auto', '&& .RaBulkActionsToolbar-toolbar': { position: 'static', transform: 'none', color: 'text.primary', bgcolor: 'action.selected' }, '&& .RaBulkActionsToolbar-collapsed': { visibility: 'hidden' } }}>
      <DataTable rowClick={rowClick} bulkActionButtons={bulk}>
        {rowClick === false ? children : withRowLink(children, rowClick, main)}
      </DataTable>
    </Card>
  );
}
