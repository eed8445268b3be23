/** Where a column can go besides custom fields (`fields.<id>`), in the order they are offered. */
export const importTargets = [
  'name', 'firstName', 'middleName', 'lastName', 'phone', 'email', 'company', 'birthday', 'labels', 'owner', 'note', 'consent.marketing', 'created',
] as const // prettier-ignore
export type ImportTarget = (typeof importTargets)[number]

/** What the text of a file can be written in, as TextDecoder calls it. */
export const textEncodings = [
  'utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1250', 'windows-1251', 'windows-1252',
  'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'windows-1258', 'windows-874', 'koi8-r', 'iso-8859-2',
] as const // prettier-ignore
export type TextEncoding = (typeof textEncodings)[number]
