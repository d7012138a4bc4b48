import { Box, Chip, Link, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import { useTranslate } from 'ra-core';
import { Link as RouterLink } from 'react-router-dom';
import type { AccountRow } from './records.ts';

/** Pupils with their accounts: a table on a desk, cards in the hand. */
export function AccountRows({ rows }: { rows: readonly AccountRow[] }) {
  const t = useTranslate();
  const small = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const name = (one: AccountRow) => <Link component={RouterLink} to={`/pupils/${one.pupilId}/show`} color="inherit">{one.fullName}</Link>;
  if (small) {
    return (
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}>
        {rows.map((one) => (
          <Box component="li" key={one.pupilId} sx={{ py: 1 }}>
            <strong>{name(one)}</strong> · {t('mua.class', { name: one.className })}
            <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', mt: 0.5 }}><Account one={one} /><Marks one={one} /></Stack>
          </Box>
        ))}
      </Box>
    );
  }
  return (
    <TableContainer tabIndex={0}>
      <Table size="small">
        <TableHead><TableRow>{['mua.field.fullName', 'mua.field.pupilCode', 'mua.field.className', 'mua.exam.account', 'mua.field.state'].map((key) => <TableCell key={key}>{t(key)}</TableCell>)}</TableRow></TableHead>
        <TableBody>
          {rows.map((one) => (
            <TableRow key={one.pupilId}>
              <TableCell component="th" scope="row">{name(one)}</TableCell>
              <TableCell>{one.code}</TableCell>
              <TableCell>{one.className}</TableCell>
              <TableCell><Account one={one} /></TableCell>
              <TableCell><Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}><Marks one={one} /></Stack></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Account({ one }: { one: AccountRow }) {
  return <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', letterSpacing: '0.04em' }}>{one.account ?? '—'}</Box>;
}

function Marks({ one }: { one: AccountRow }) {
  const t = useTranslate();
  return (
    <>
      {one.kind === null && <Chip size="small" color="warning" label={t('mua.exam.look.missing')} />}
      {one.kind === 'generated' && <Chip size="small" color="warning" variant="outlined" label={t('mua.exam.look.generated')} />}
      {one.merged && <Chip size="small" variant="outlined" label={t('mua.exam.merged')} />}
      {one.kind === 'number' && <Chip size="small" variant="outlined" color={one.differs ? 'error' : 'success'} label={t(one.differs ? 'mua.exam.look.differing' : 'mua.exam.equal')} />}
      {one.kind !== null && <Chip size="small" variant="outlined" color={one.handedOver ? 'success' : 'default'} label={t(one.handedOver ? 'mua.exam.handedOver' : 'mua.exam.look.not-handed-over')} />}
    </>
  );
}
