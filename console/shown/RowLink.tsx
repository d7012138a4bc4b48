import { Link } from '@mui/material';
import { useCreatePath, useRecordContext, useResourceContext } from 'ra-core';
import type { DataTableColumnProps } from 'ra-ui-materialui';
import { Children, cloneElement, isValidElement } from 'react';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';

/** Which page of the record a row opens. */
export type RowClick = 'show' | 'edit' | false;

/**
 * A row opens by a press anywhere on it, which only a mouse can do: the cell that names the record is therefore
 * also a true link, for the keyboard, for screen readers and for a new tab.
 */
function RowLink({ type, children }: { type: 'show' | 'edit'; children: ReactNode }) {
  const pathOf = useCreatePath();
  const resource = useResourceContext();
  const record = useRecordContext();
  if (!record) return <>{children}</>;
  return (
    <Link
      component={RouterLink}
      to={pathOf({ resource, id: record.id, type })}
      state={{ _scrollToTop: true }}
      color="inherit"
      underline="hover"
      // The row listens too: one press is one navigation.
      onClick={(event) => event.stopPropagation()}
      sx={{ display: 'block' }}
    >
      {children}
    </Link>
  );
}

/** What a column without its own rendering shows. */
const plain = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** The same columns, the main one a link to where the row goes. */
export function withRowLink(columns: ReactNode, type: 'show' | 'edit', main?: string): ReactNode {
  const all = Children.toArray(columns);
  const at = main === undefined ? 0 : all.findIndex((one) => isValidElement<DataTableColumnProps>(one) && one.props.source === main);
  return all.map((column, index) => {
    if (index !== at || !isValidElement<DataTableColumnProps>(column)) return column;
    const { render, source = '' } = column.props;
    return cloneElement(column, { render: (record: Record<string, unknown>) => <RowLink type={type}>{render ? render(record) : plain(record[source])}</RowLink> });
  });
}
