/** `640 KB`, `2.4 MB`: bytes for people. */
export function fileSize(bytes: number, locale: string): string {
  const isSmall = bytes < 1_000_000
  const [value, unit] = isSmall ? [Math.max(1, Math.round(bytes / 1_000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value)
}
