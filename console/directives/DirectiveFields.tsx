import { TextField } from '@mui/material';
import { useTranslate } from 'ra-core';

export type DirectiveBody = { number: string; signedOn: string; signer: string; title: string };
export const emptyDirective: DirectiveBody = { number: '', signedOn: '', signer: '', title: '' };
export const isComplete = (body: DirectiveBody): boolean => Object.values(body).every((value) => value.trim() !== '');

export function DirectiveFields({ body, onChange }: { body: DirectiveBody; onChange: (body: DirectiveBody) => void }) {
  const t = useTranslate();
  const field = (key: keyof DirectiveBody) => ({ fullWidth: true, required: true, label: t(`mua.directive.${key}`), value: body[key], onChange: (event: { target: { value: string } }) => onChange({ ...body, [key]: event.target.value }) });
  return (
    <>
      <TextField {...field('number')} placeholder="1234/SGDĐT-QLCL" />
      <TextField {...field('signedOn')} type="date" slotProps={{ inputLabel: { shrink: true } }} />
      <TextField {...field('signer')} />
      <TextField {...field('title')} multiline />
    </>
  );
}
