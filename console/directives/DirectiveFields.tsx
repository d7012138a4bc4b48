import { TextField } from '@mui/material';
import { useTranslate } from 'ra-core';

export type DirectiveBody = { number: string; signedOn: string; signer: string; title: string };
export const emptyDirective: DirectiveBody = { number: '', signedOn: '', signer: '', title: '' };
/** As the server's: nobody types a title to its end only to have it refused. */
const longest = { number: 100, signer: 200, title: 500 } as const;
export const isComplete = (body: DirectiveBody): boolean => Object.values(body).every((value) => value.trim() !== '');

export function DirectiveFields({ body, onChange }: { body: DirectiveBody; onChange: (body: DirectiveBody) => void }) {
  const t = useTranslate();
  const field = (key: keyof DirectiveBody) => ({ fullWidth: true, required: true, label: t(`mua.directive.${key}`), value: body[key], onChange: (event: { target: { value: string } }) => onChange({ ...body, [key]: event.target.value }) });
  const within = (key: keyof typeof longest) => ({ slotProps: { htmlInput: { maxLength: longest[key] } } });
  return (
    <>
      <TextField {...field('number')} {...within('number')} placeholder="1234/SGDĐT-QLCL" />
      <TextField {...field('signedOn')} type="date" slotProps={{ inputLabel: { shrink: true } }} />
      <TextField {...field('signer')} {...within('signer')} />
      <TextField {...field('title')} {...within('title')} multiline />
    </>
  );
}
