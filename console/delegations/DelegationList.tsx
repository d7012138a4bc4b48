import { Button, Chip, List, ListItem, ListItemText } from '@mui/material';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { remove } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Delegation } from '../provider/records.ts';
import { useMay, useSession } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { momentText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage } from '../shown/use-text.ts';
import { DelegationDialog } from './DelegationDialog.tsx';

type Standing = 'revoked' | 'over' | 'coming' | 'inForce';

function standingOf(one: Delegation, now: number): Standing {
  if (one.revokedAt) return 'revoked';
  if (Date.parse(one.endsAt) <= now) return 'over';
  return Date.parse(one.startsAt) > now ? 'coming' : 'inForce';
}

/** What I lent and what was lent to me; dated, and never lent on. */
export function DelegationList() {
  const t = useTranslate();
  const locale = useLanguage();
  const me = useSession()?.staff.id;
  const may = useMay('delegation.create');
  const [creating, setCreating] = useState(false);
  const { data = [], error, isPending } = useGetList<Delegation>('delegations', { pagination: { page: 1, perPage: 100 }, sort: { field: 'startsAt', order: 'DESC' } });
  const revoke = useAction<{ id: string }>(({ id }) => remove(paths.item('delegations', id)));
  const now = Date.now();
  return (
    <Page title={t('resources.delegations.name', { smart_count: 2 })} intro={t('mua.delegations.intro')} actions={may && <Button variant="contained" onClick={() => setCreating(true)}>{t('mua.delegations.new')}</Button>}>
      <Problem error={error ?? revoke.error} />
      <Panel title={t('mua.delegations.all')}>
        {!isPending && data.length === 0 && <Empty title={t('mua.delegations.none')} hint={t('mua.delegations.noneHint')} />}
        <List>
          {data.map((one) => {
            const standing = standingOf(one, now);
            const mine = one.from.id === me && (standing === 'inForce' || standing === 'coming');
            return (
              <ListItem key={one.id} disableGutters divider secondaryAction={mine && <Button color="error" disabled={revoke.busy} onClick={() => void revoke.run({ id: one.id })}>{t('mua.delegations.revoke')}</Button>} sx={{ pr: 10 }}>
                <ListItemText
                  primary={<>{t('mua.delegations.row', { from: one.from.name, to: `${one.to.name} (${one.to.unit})` })} <Chip size="small" variant="outlined" color={standing === 'inForce' ? 'success' : 'default'} label={t(`mua.delegations.${standing}`)} /></>}
                  secondary={`${momentText(one.startsAt, locale)} → ${momentText(one.endsAt, locale)} · ${one.reason}`}
                />
              </ListItem>
            );
          })}
        </List>
      </Panel>
      {creating && <DelegationDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
