import { Button, Checkbox, FormControlLabel, MenuItem, Radio, RadioGroup, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, alpha } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { useApi } from '../provider/use-api.ts';
import { Empty } from '../shown/Empty.tsx';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { Tick } from '../shown/Tick.tsx';
import { dayText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useLanguage } from '../shown/use-text.ts';
import { reviewPaths } from './paths.ts';
import type { Pair, Side } from './records.ts';

const states = ['open', 'merged', 'kept'] as const;
/** Fields that can be taken over from the record that goes. */
const taken = ['fullName', 'birthDate', 'sex', 'ethnicity', 'birthPlace', 'personalNumber', 'permanentAddress', 'currentAddress', 'guardianName', 'guardianPhone'] as const;

export function DuplicatesPanel() {
  const t = useTranslate();
  const [state, setState] = useState<(typeof states)[number]>('open');
  const pairs = useApi<Pair[]>(reviewPaths.duplicates(state)).data ?? [];
  return (
    <Stack spacing={2}>
      <TextField select size="small" label={t('mua.field.state')} value={state} onChange={(event) => setState(states.find((one) => one === event.target.value) ?? 'open')} sx={{ maxWidth: 260 }}>
        {states.map((one) => <MenuItem key={one} value={one}>{t(`mua.review.pairState.${one}`)}</MenuItem>)}
      </TextField>
      {pairs.length === 0 && <Empty title={t('mua.review.noPairs')} hint={t('mua.review.noPairsHint')} />}
      {pairs.map((one) => <PairPanel key={`${one.id}/${one.version}`} pair={one} />)}
    </Stack>
  );
}

function PairPanel({ pair }: { pair: Pair }) {
  const t = useTranslate();
  const locale = useLanguage();
  const [keptId, setKeptId] = useState(pair.a.id);
  const [take, setTake] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [schoolsAsked, setSchoolsAsked] = useState(false);
  const twoSchools = pair.a.schoolPath !== pair.b.schoolPath && pair.a.standing === 'enrolled' && pair.b.standing === 'enrolled';
  const decide = useAction<object>((body) => post(reviewPaths.decidePair(pair.id), body));
  const shown = (side: Side, field: (typeof taken)[number]): string => (field === 'birthDate' ? dayText(side.birthDate, locale) : field === 'sex' ? t(`mua.sex.${side.sex}`) : (side[field] ?? '—'));
  const isOpen = pair.state === 'open';
  return (
    <Panel title={t(`mua.review.kind.${pair.kind}`)}>
      <TableContainer tabIndex={0}>
        <Table size="small">
          <TableHead>
            <TableRow><TableCell>{t('mua.field.field')}</TableCell>{[pair.a, pair.b].map((side) => <TableCell key={side.id}>{side.code} · {side.schoolName} · {side.className}</TableCell>)}{isOpen && pair.mayDecide && <TableCell>{t('mua.review.take')}</TableCell>}</TableRow>
          </TableHead>
          <TableBody>
            {taken.map((field) => {
              const differs = shown(pair.a, field) !== shown(pair.b, field);
              return (
                <TableRow key={field} sx={differs ? (theme) => ({ bgcolor: alpha(theme.palette.warning.main, 0.14), '& td, & th': { fontWeight: 600 } }) : {}}>
                  <TableCell component="th" scope="row">{t(`mua.slip.${field}`)}</TableCell>
                  <TableCell>{shown(pair.a, field)}</TableCell><TableCell>{shown(pair.b, field)}</TableCell>
                  {isOpen && pair.mayDecide && <TableCell>{differs && <Checkbox size="small" checked={take.includes(field)} onChange={(_, on) => setTake(on ? [...take, field] : take.filter((one) => one !== field))} slotProps={{ input: { 'aria-label': `${t('mua.review.take')}: ${t(`mua.slip.${field}`)}` } }} />}</TableCell>}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      {pair.reason && !isOpen && <p>{pair.reason}</p>}
      {pair.mayDecide && isOpen && (
        <Stack spacing={1} sx={{ mt: 1 }}>
          <RadioGroup row value={keptId} onChange={(_, id) => setKeptId(id)} aria-label={t('mua.review.kept')}>
            {[pair.a, pair.b].map((side) => <FormControlLabel key={side.id} value={side.id} control={<Radio />} label={t('mua.review.keep', { code: side.code })} />)}
          </RadioGroup>
          {twoSchools && <Tick label={t('mua.review.schoolsAsked')} checked={schoolsAsked} onChange={(_, on) => setSchoolsAsked(on)} />}
          <TextField required size="small" label={t('mua.review.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Stack direction="row" spacing={1}>
            <Button variant="contained" disabled={decide.busy || reason.trim() === ''} onClick={() => void decide.run({ action: 'merge', version: pair.version, keptId, take, schoolsAsked: twoSchools && schoolsAsked, reason })}>{t('mua.review.merge')}</Button>
            <Button disabled={decide.busy || reason.trim() === ''} onClick={() => void decide.run({ action: 'keep', version: pair.version, reason })}>{t('mua.review.keepBoth')}</Button>
          </Stack>
        </Stack>
      )}
      {pair.mayDecide && !isOpen && <Button disabled={decide.busy} onClick={() => void decide.run({ action: 'reopen', version: pair.version })}>{t('mua.review.reopen')}</Button>}
      <Problem error={decide.error} />
    </Panel>
  );
}
