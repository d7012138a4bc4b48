import BookmarkIcon from '@mui/icons-material/BookmarkBorder';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Divider, IconButton, ListItem, Menu, MenuItem, Stack, TextField } from '@mui/material';
import { useListContext, useTranslate } from 'ra-core';
import { FilterButton } from 'ra-ui-materialui';
import { useState } from 'react';
import { post, remove } from '../provider/http.ts';
import { listPath } from '../provider/data-provider.ts';
import { paths } from '../provider/paths.ts';
import type { SavedFilter } from '../provider/records.ts';
import { useAction } from '../shown/use-action.ts';
import { useApi } from '../provider/use-api.ts';

const resource = 'saved-filters';

/** The person's own filters, kept by the server: the same on every machine. */
export function SavedFilters() {
  const t = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const saved = useApi<SavedFilter[]>(listPath(resource, { filter: { resource: 'tasks' }, pagination: { page: 1, perPage: 50 } })).data ?? [];
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [name, setName] = useState<string | null>(null);
  const keep = useAction<{ resource: string; name: string; filter: unknown }>((body) => post(paths.list(resource), body));
  const drop = useAction<{ id: string }>(({ id }) => remove(paths.item(resource, id)));
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', minHeight: 48 }}>
      <FilterButton />
      <Button size="small" startIcon={<BookmarkIcon />} onClick={(event) => setAnchor(event.currentTarget)} aria-haspopup="menu">
        {t('ra.saved_queries.label')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {saved.map((one) => (
          <ListItem key={one.id} role="presentation" disablePadding secondaryAction={
            <IconButton edge="end" role="menuitem" aria-label={t('ra.saved_queries.remove_label_with_name', { name: one.name })} onClick={() => void drop.run({ id: one.id })}>
              <DeleteIcon fontSize="small" />
            </IconButton>
          }>
            <MenuItem sx={{ width: '100%', pr: 7 }} onClick={() => { setFilters(one.filter, {}); setAnchor(null); }}>{one.name}</MenuItem>
          </ListItem>
        ))}
        {saved.length > 0 && <Divider component="li" role="presentation" />}
        <MenuItem onClick={() => { setAnchor(null); setName(''); }}>{t('ra.saved_queries.new_label')}</MenuItem>
      </Menu>
      <Dialog open={name !== null} onClose={() => setName(null)} aria-labelledby="save-filter">
        <form onSubmit={(event) => {
          event.preventDefault();
          void keep.run({ resource: 'tasks', name: name ?? '', filter: filterValues }).then((done) => done && setName(null));
        }}>
          <DialogTitle id="save-filter">{t('ra.saved_queries.new_dialog_title')}</DialogTitle>
          <DialogContent>
            <TextField autoFocus required fullWidth label={t('ra.saved_queries.query_name')} value={name ?? ''} onChange={(event) => setName(event.target.value)} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setName(null)}>{t('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={keep.busy}>{t('ra.action.save')}</Button>
          </DialogActions>
        </form>
      </Dialog>
    </Stack>
  );
}
