import { Card } from '@mui/material';
import { CreateBase, EditBase, useRecordContext } from 'ra-core';
import type { RaRecord } from 'ra-core';
import { SaveButton, SimpleForm, Toolbar, DeleteButton } from 'ra-ui-materialui';
import type { ReactNode } from 'react';
import { Page } from './Page.tsx';

type FormProps = { resource: string; title: (record: RaRecord | undefined) => string; children: ReactNode; redirect?: 'list' | 'show'; deletable?: boolean };

/** Create and edit share their inputs; the server decides, so nothing is shown as saved before it is. */
export function RecordCreate({ resource, title, children, redirect = 'list' }: FormProps) {
  return (
    <CreateBase resource={resource} redirect={redirect}>
      <Inside title={title} deletable={false}>{children}</Inside>
    </CreateBase>
  );
}

export function RecordEdit({ resource, title, children, redirect = 'list', deletable = false }: FormProps) {
  return (
    <EditBase resource={resource} redirect={redirect} mutationMode="pessimistic">
      <Inside title={title} deletable={deletable}>{children}</Inside>
    </EditBase>
  );
}

function Inside({ title, children, deletable }: Pick<FormProps, 'title' | 'children' | 'deletable'>) {
  const record = useRecordContext();
  const toolbar = (
    <Toolbar sx={{ justifyContent: 'space-between', bgcolor: 'transparent' }}>
      <SaveButton alwaysEnable />
      {deletable && <DeleteButton mutationMode="pessimistic" />}
    </Toolbar>
  );
  return (
    <Page title={title(record)}>
      <Card sx={{ maxWidth: 720 }}>
        <SimpleForm toolbar={toolbar}>{children}</SimpleForm>
      </Card>
    </Page>
  );
}
