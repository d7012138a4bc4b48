import { useTranslate } from 'ra-core';
import { RecordCreate, RecordEdit } from '../shown/RecordForm.tsx';
import { UnitInputs } from './UnitInputs.tsx';

export function UnitEdit() {
  return (
    <RecordEdit resource="units" redirect="show" title={(unit) => String(unit?.['name'] ?? '')}>
      <UnitInputs />
    </RecordEdit>
  );
}

export function UnitCreate() {
  const t = useTranslate();
  return (
    <RecordCreate resource="units" redirect="show" title={() => t('mua.units.add')}>
      <UnitInputs />
    </RecordCreate>
  );
}
