import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useMay } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';
import { Facts } from '../shown/Facts.tsx';
import { Loading } from '../shown/Loading.tsx';
import { Problem } from '../shown/Problem.tsx';
import { dayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';
import { placePaths, placeScreens } from './paths.ts';
import { PlaceForm } from './PlaceForm.tsx';
import { actsOf } from './acts.ts';
import type { Act } from './acts.ts';
import { PlaceHistory } from './PlaceHistory.tsx';
import type { PlaceDetail } from './records.ts';

type DialogProps = { id: string; onClose: () => void; onGo: (id: string) => void };

/** One place: what it is, what became of it, and what may be done about it. */
export function PlaceDialog({ id, onClose, onGo }: DialogProps) {
  const t = useTranslate();
  const { data: place, error } = useApi<PlaceDetail>(placePaths.one(id));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="place-title">
      <DialogTitle id="place-title">{place?.name ?? '…'}</DialogTitle>
      <DialogContent>
        <Problem error={error} />
        {place ? <PlaceView place={place} onGo={onGo} /> : !error && <Loading />}
      </DialogContent>
      <DialogActions><Button onClick={onClose}>{t('ra.action.close')}</Button></DialogActions>
    </Dialog>
  );
}

function PlaceView({ place, onGo }: { place: PlaceDetail; onGo: (id: string) => void }) {
  const t = useTranslate();
  const locale = useLanguage();
  const proposes = useMay('place.propose');
  const seesHomes = useMay('residence.read');
  const [act, setAct] = useState<Act | null>(null);
  const acts = actsOf(place, { keeps: place.mayEdit, proposes });
  return (
    <Stack spacing={2}>
      <Facts columns={2} of={[
        [t('mua.field.code'), place.code], [t('mua.field.kind'), t(`mua.places.kind.${place.kind}`)], [t('mua.places.schemeHead'), t(`mua.places.scheme.${place.scheme}`)], [t('mua.field.state'), t(`mua.places.state.${place.state}`)],
        [t('resources.pupils.name', { smart_count: 2 }), place.pupils.toLocaleString('vi-VN')],
        [t('mua.places.above'), place.parent && <Button size="small" sx={{ px: 0 }} onClick={() => onGo(place.parent?.id ?? '')}>{place.parent.name}</Button>],
        [t('mua.places.validity'), place.validTo === null ? t('mua.places.since', { day: dayText(place.validFrom, locale) }) : `${dayText(place.validFrom, locale)} – ${dayText(place.validTo, locale)}`],
      ]} />
      {place.successors.length > 0 && (
        <div>
          <Typography variant="h3">{t('mua.places.became')}</Typography>
          <ul>{place.successors.map((one) => <li key={one.id}><Button size="small" onClick={() => onGo(one.id)}>{one.name}</Button> {t(one.whole ? 'mua.places.whole' : 'mua.places.part', { day: dayText(one.on, locale) })}</li>)}</ul>
        </div>
      )}
      {seesHomes && <div><Button component={Link} to={placeScreens.residencesOf(place.id)} size="small" variant="outlined">{t('mua.places.openHomes')}</Button></div>}
      {acts.length > 0 && (
        <Stack direction="row" spacing={1} useFlexGap role="group" aria-label={t('mua.places.acts')} sx={{ flexWrap: 'wrap' }}>
          {acts.map((one) => <Button key={one} size="small" variant={act === one ? 'contained' : 'outlined'} aria-pressed={act === one} onClick={() => setAct(act === one ? null : one)}>{t(`mua.places.act.${one}`)}</Button>)}
        </Stack>
      )}
      {act && <PlaceForm key={act} place={place} act={act} onDone={() => setAct(null)} />}
      <PlaceHistory history={place.history} />
    </Stack>
  );
}
