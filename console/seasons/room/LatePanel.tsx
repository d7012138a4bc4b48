import { Button, Checkbox, FormControlLabel, Link, List, ListItem, ListItemText, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { paths } from '../../provider/paths.ts';
import type { LateRow } from '../../provider/records.ts';
import { useMay } from '../../provider/session.ts';
import { useApi } from '../../provider/use-api.ts';
import { Empty } from '../../shown/Empty.tsx';
import { Panel } from '../../shown/Panel.tsx';
import { useText } from '../../shown/use-text.ts';
import { RemindDialog } from './RemindDialog.tsx';

const FIRST = 12;

/** The red list: who is late, with what, for how long; and "nhắc ngay". */
export function LatePanel({ seasonId }: { seasonId: string }) {
  const t = useTranslate();
  const text = useText();
  const mayRemind = useMay('task.remind');
  const { data: late = [] } = useApi<LateRow[]>(paths.seasonLate(seasonId));
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [reminding, setReminding] = useState<string[] | null>(null);
  const [all, setAll] = useState(false);
  const toggle = (id: string): void => setPicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const live = [...picked].filter((id) => late.some((row) => row.taskId === id));
  return (
    <Panel
      title={t('mua.late.title', { count: late.length })}
      action={mayRemind && late.length > 0 && (
        <Button size="small" variant="contained" color="error" onClick={() => setReminding(live.length > 0 ? live : late.map((row) => row.taskId))}>
          {live.length > 0 ? t('mua.remind.some', { count: live.length }) : t('mua.remind.all')}
        </Button>
      )}
    >
      {late.length === 0 && <Empty title={t('mua.late.none')} hint={t('mua.late.noneHint')} />}
      <List dense disablePadding>
        {(all ? late : late.slice(0, FIRST)).map((row) => (
          <ListItem key={row.taskId} disableGutters divider sx={{ alignItems: 'flex-start' }}>
            {mayRemind && <FormControlLabel label="" sx={{ mr: 0 }} control={<Checkbox checked={picked.has(row.taskId)} onChange={() => toggle(row.taskId)} slotProps={{ input: { 'aria-label': t('mua.late.pick', { unit: row.unit.name }) } }} />} />}
            <ListItemText
              primary={<Link component={RouterLink} to={`/tasks/${row.taskId}/show`}>{row.unit.name}: {text(row.title)}</Link>}
              secondary={
                <Stack component="span" direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
                  <Typography component="span" variant="body2" sx={{ color: 'error.main', fontWeight: 600 }}>{t('mua.due.late', { smart_count: Math.max(1, row.daysLate) })}</Typography>
                  {row.escalation > 0 && <span>{t(`mua.escalation.${row.escalation}`)}</span>}
                  {row.holder.id !== row.unit.id && <span>{t('mua.late.heldBy', { unit: row.holder.name })}</span>}
                </Stack>
              }
            />
          </ListItem>
        ))}
      </List>
      {!all && late.length > FIRST && <Button onClick={() => setAll(true)}>{t('mua.showAll', { count: late.length })}</Button>}
      {reminding && <RemindDialog taskIds={reminding} onClose={() => setReminding(null)} />}
    </Panel>
  );
}
