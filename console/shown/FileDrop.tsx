import AttachIcon from '@mui/icons-material/AttachFile';
import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useRef, useState } from 'react';
import { attachmentExtensionOf, attachmentTypes, largestAttachment } from '../../domain/attachment.ts';
import type { AttachmentExtension } from '../../domain/attachment.ts';
import { upload } from '../provider/upload.ts';

const all = Object.keys(attachmentTypes) as AttachmentExtension[];
type FileDropProps = {
  path: string;
  /** With the server's answer. */
  onDone: (answer: unknown) => void;
  label?: string;
  only?: readonly AttachmentExtension[];
  /** The route wants an Idempotency-Key: one for each file that is chosen. */
  keyed?: boolean;
  disabled?: boolean;
  /** What may be dropped: said in a framed area, all of which takes the file. */
  hint?: string;
};

/** Chooses a file and sends it, with progress; a wrong type or size is told before anything is sent. */
export function FileDrop({ path, onDone, label, only: accepted = all, keyed = false, disabled = false, hint }: FileDropProps) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (file: File): Promise<void> => {
    if (file.size > largestAttachment) return setProblem(t('mua.file.tooBig', { name: file.name }));
    const extension = attachmentExtensionOf(file.name);
    if (extension === null || !accepted.includes(extension)) return setProblem(t('mua.file.wrongType', { name: file.name, types: accepted.join(' ') }));
    setProblem(null);
    setPercent(0);
    try {
      onDone(await upload(path, file, setPercent, keyed ? crypto.randomUUID() : undefined));
    } catch (error) {
      setProblem(error instanceof Error ? t(error.message, { _: error.message }) : t('ra.notification.http_error'));
    }
    return setPercent(null);
  };
  return (
    <Box
      sx={hint === undefined ? {} : { border: 2, borderStyle: 'dashed', borderColor: 'divider', borderRadius: 2, p: { xs: 2, sm: 4 }, textAlign: 'center' }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer.files[0];
        if (file && !disabled) void send(file);
      }}
    >
      {hint !== undefined && <Typography sx={{ mb: 1.5 }}>{hint}</Typography>}
      <input ref={input} type="file" hidden accept={accepted.join(',')} data-testid="file-input" aria-label={t('mua.file.choose')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void send(file);
        }} />
      <Button startIcon={<AttachIcon />} variant="outlined" disabled={disabled || percent !== null} onClick={() => input.current?.click()}>{label ?? t('mua.file.choose')}</Button>
      {percent !== null && <LinearProgress variant="determinate" value={percent} aria-label={t('mua.file.sending')} sx={{ mt: 1 }} />}
      {problem && <Alert severity="error" role="alert" sx={{ mt: 1 }}>{problem}</Alert>}
    </Box>
  );
}
