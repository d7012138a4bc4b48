import { Button } from '@mui/material';
import { useTranslate } from 'ra-core';
import { DataTable, NumberInput } from 'ra-ui-materialui';
import { Link } from 'react-router-dom';
import type { Holiday } from '../provider/records.ts';
import { useMay } from '../provider/session.ts';
import { Empty } from '../shown/Empty.tsx';
import { Page } from '../shown/Page.tsx';
import { Records } from '../shown/Records.tsx';
import { Rows } from '../shown/Rows.tsx';
import { dayText, weekdayText } from '../shown/time.ts';
import { useLanguage } from '../shown/use-text.ts';

export function HolidayList() {
  const t = useTranslate();
  const locale = useLanguage();
  const edit = useMay('holiday.edit');
  const day = (one: Holiday): string => `${weekdayText(one.date, locale)}, ${dayText(one.date, locale)}`;
  return (
    <Page title={t('resources.holidays.name', { smart_count: 2 })} intro={t('mua.holidays.intro')} actions={edit && <Button variant="contained" component={Link} to="/holidays/create">{t('mua.holidays.add')}</Button>}>
      <Records resource="holidays" filters={[<NumberInput key="year" source="year" alwaysOn label={t('mua.field.year')} min={2023} sx={{ maxWidth: 140 }} />]} sort={{ field: 'date', order: 'ASC' }} perPage={50}>
        <Rows<Holiday> main="name" rowClick={edit ? 'edit' : false} empty={<Empty title={t('mua.holidays.none')} hint={t('mua.holidays.noneHint')} />} primary={(one) => one.name} secondary={(one) => `${day(one)} · ${t(`mua.holiday.${one.kind}`)}`}>
          <DataTable.Col source="date" label={t('mua.field.day')} render={day} />
          <DataTable.Col source="kind" label={t('mua.field.kind')} disableSort render={(one: Holiday) => t(`mua.holiday.${one.kind}`)} />
          <DataTable.Col source="name" label={t('mua.field.name')} disableSort />
        </Rows>
      </Records>
    </Page>
  );
}
