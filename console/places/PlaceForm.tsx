import { Alert, Button, MenuItem, Stack, TextField } from '@mui/material';
import { useNotify, useTranslate } from 'ra-core';
import { useState } from 'react';
import { localDateOf } from '../../domain/instant.ts';
import { refusesToHold, refusesToReplace } from '../../domain/place.ts';
import type { PlaceKind } from '../../domain/place.ts';
import { DirectivePicker } from '../directives/DirectivePicker.tsx';
import { post } from '../provider/http.ts';
import { Problem } from '../shown/Problem.tsx';
import { useAction } from '../shown/use-action.ts';
import type { Act } from './acts.ts';
import { placePaths } from './paths.ts';
import { PlacesPicker } from './PlacePicker.tsx';
import type { Candidate, PlaceDetail } from './records.ts';

type Into = Pick<Candidate, 'id' | 'code' | 'name'>;
type Typed = { name: string; kind: PlaceKind; into: Into[]; on: string; reason: string; directiveId: string | null };

/** What is sent, and whether enough is written: who keeps the catalogue says why, by a directive or in words. */
function sendOf(place: PlaceDetail, act: Act, { name, kind, into, on, reason, directiveId }: Typed): { path: string; body: object; ready: boolean } {
  const why = { ...(on === '' ? {} : { on }), ...(reason.trim() === '' ? {} : { reason: reason.trim() }), ...(directiveId === null ? {} : { directiveId }) };
  const said = directiveId !== null || reason.trim() !== '';
  const named = name.trim() !== '';
  if (act === 'add' || act === 'propose') return { path: placePaths.add(), body: { parentId: place.id, name, kind, ...why }, ready: named && said };
  if (act === 'merge' || act === 'split') return { path: placePaths.replace(place.id), body: { version: place.version, into: into.map((one) => one.id), ...why }, ready: said && (act === 'merge' ? into.length === 1 : into.length > 1) };
  if (act === 'move') return { path: placePaths.move(place.id), body: { version: place.version, parentId: into[0]?.id, ...why }, ready: said && into.length === 1 };
  if (act === 'undo') return { path: placePaths.undo(place.id), body: { version: place.version, ...why }, ready: said };
  return { path: placePaths.change(place.id), body: { action: act, version: place.version, ...(act === 'rename' ? { name } : {}), ...why }, ready: (act === 'accept' || said) && (act !== 'rename' || named) };
}

/** One change of the catalogue, with its day and its directive or reason. */
export function PlaceForm({ place, act, into = [], offered = [], onDone }: { place: PlaceDetail; act: Act; into?: Into[]; offered?: Into[]; onDone: () => void }) {
  const t = useTranslate();
  const notify = useNotify();
  const kinds: PlaceKind[] = place.kind === 'district' ? ['commune'] : ['group', 'hamlet'];
  const [typed, setTyped] = useState<Typed>({ name: act === 'rename' ? place.name : '', kind: kinds[0] ?? 'group', into, on: localDateOf(Date.now()), reason: '', directiveId: null });
  const change = (part: Partial<Typed>): void => setTyped({ ...typed, ...part });
  const { path, body, ready } = sendOf(place, act, typed);
  const send = useAction<object, { moved?: number; waiting?: number }>((given, key) => post(path, given, key));
  const press = async (): Promise<void> => {
    const done = await send.run(body);
    if (!done) return;
    if (act === 'merge') notify('mua.places.merged', { type: 'success', messageArgs: { smart_count: done.moved ?? 0 } });
    else if (act === 'split') notify('mua.places.splitDone', { type: (done.waiting ?? 0) > 0 ? 'warning' : 'success', messageArgs: { smart_count: done.waiting ?? 0 } });
    else notify(`mua.places.done.${act}`, { type: 'success' });
    onDone();
  };
  return (
    <Stack component="form" spacing={1.5} onSubmit={(event) => { event.preventDefault(); if (ready) void press(); }} aria-label={t(`mua.places.act.${act}`)}>
      {act === 'undo' && place.undo && <Alert severity="info">{t('mua.places.undoOf', { change: t(`mua.places.change.${place.undo.kind}`) })}</Alert>}
      {(act === 'merge' || act === 'split' || act === 'end') && <Alert severity="info">{t(`mua.places.effect.${act}`)}</Alert>}
      {(act === 'add' || act === 'propose' || act === 'rename') && <TextField autoFocus required label={t('mua.places.name')} value={typed.name} onChange={(event) => change({ name: event.target.value })} slotProps={{ htmlInput: { maxLength: 200 } }} />}
      {(act === 'add' || act === 'propose') && kinds.length > 1 && (
        <TextField select label={t('mua.field.kind')} value={typed.kind} onChange={(event) => change({ kind: kinds.find((one) => one === event.target.value) ?? typed.kind })}>
          {kinds.map((one) => <MenuItem key={one} value={one}>{t(`mua.places.kind.${one}`)}</MenuItem>)}
        </TextField>
      )}
      {(act === 'move' || act === 'merge' || act === 'split') && (
        <PlacesPicker label={t(`mua.places.into.${act}`)} value={typed.into} offered={offered} onChange={(places) => change({ into: act === 'split' ? places : places.slice(-1) })}
          fits={(one) => (act === 'move' ? refusesToHold(one, place) : refusesToReplace(one, place)) === null} />
      )}
      <TextField type="date" label={t('mua.places.on')} value={typed.on} onChange={(event) => change({ on: event.target.value })} slotProps={{ inputLabel: { shrink: true } }} />
      {act !== 'propose' && act !== 'accept' && act !== 'refuse' && <DirectivePicker required={false} value={typed.directiveId} onChange={(directiveId) => change({ directiveId })} />}
      <TextField label={t('mua.places.reason')} required={act === 'propose' || act === 'refuse'} helperText={act === 'accept' ? '' : t(act === 'propose' || act === 'refuse' ? 'mua.places.reasonFor' : 'mua.places.reasonOr')} value={typed.reason} onChange={(event) => change({ reason: event.target.value })} slotProps={{ htmlInput: { maxLength: 2000 } }} />
      <Problem error={send.error} {...(send.retry ? { onRetry: () => void send.retry?.() } : {})} />
      <div><Button type="submit" variant="contained" disabled={!ready || send.busy}>{t(`mua.places.act.${act}`)}</Button></div>
    </Stack>
  );
}
