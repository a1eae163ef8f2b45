// A workbook as a form brings it: named, small enough, and at first sight what it says it is. What is
// in it is read by the scheduler's children, never here. Form actions of uploads import it.

export interface Upload {
  fileName: string;
  contentType: string;
  body: Uint8Array;
}

export type UploadFault = 'no-file' | 'too-large' | 'not-xlsx';

/** Bytes of one file at most. */
export const UPLOAD_BYTES = 10_000_000;
const LONGEST_NAME = 200;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Every .xlsx is a zip, and begins with its first entry. */
const ZIP_ENTRY = [0x50, 0x4b, 0x03, 0x04];

/** The last part of the name that the browser gave, without what could mean something elsewhere. */
const plainName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"<>|?*:]/gu, '')
    .slice(-LONGEST_NAME);

/** The workbook in the field `file` of a form, or why there is none. */
export async function readUpload(form: FormData): Promise<Upload | UploadFault> {
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return 'no-file';
  if (file.size > UPLOAD_BYTES) return 'too-large';
  const fileName = plainName(file.name);
  const body = new Uint8Array(await file.arrayBuffer());
  const isZip = ZIP_ENTRY.every((byte, at) => body[at] === byte);
  if (!isZip || !/\S\.xlsx$/i.test(fileName)) return 'not-xlsx';
  return { fileName, contentType: XLSX, body };
}
