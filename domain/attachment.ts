/** What may be attached to work: by extension, its media type. The server also looks at the content (api/file-store.ts). */
export const attachmentTypes = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xls': 'application/vnd.ms-excel',
  '.csv': 'text/csv',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
} as const satisfies Record<string, string>;
export type AttachmentExtension = keyof typeof attachmentTypes;
/** Bytes. */
export const largestAttachment = 20 * 1024 * 1024;

/** Null for a name that ends otherwise, or is nothing but an ending. */
export function attachmentExtensionOf(name: string): AttachmentExtension | null {
  const ending = /[^/\\](\.[^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(attachmentTypes, ending) ? (ending as AttachmentExtension) : null;
}
