import parsePhoneNumber, { isSupportedCountry, type CountryCode } from 'libphonenumber-js/min'

/** Where a number written without its country is from. */
export type Region = CountryCode

/** Where a workspace is that does not say. */
const defaultRegion: Region = 'CN'

const regionsOfZones: Record<string, Region> = {
  'Asia/Hong_Kong': 'HK',
  'Asia/Macau': 'MO',
  'Asia/Taipei': 'TW',
  'Asia/Singapore': 'SG',
  'Asia/Kuala_Lumpur': 'MY',
  'Asia/Tokyo': 'JP',
  'Asia/Seoul': 'KR',
  'Asia/Bangkok': 'TH',
  'Asia/Kolkata': 'IN',
  'Australia/Sydney': 'AU',
  'Australia/Melbourne': 'AU',
  'America/New_York': 'US',
  'America/Chicago': 'US',
  'America/Denver': 'US',
  'America/Los_Angeles': 'US',
  'America/Toronto': 'CA',
  'America/Vancouver': 'CA',
  'Europe/London': 'GB',
  'Europe/Paris': 'FR',
  'Europe/Berlin': 'DE',
  'Europe/Madrid': 'ES',
  'Europe/Rome': 'IT',
}

/** The region a workspace's people write numbers in: by its locale's country, else by its time zone, else China. */
export function regionOf({ locale, timeZone }: { locale: string; timeZone: string }): Region {
  const named = new Intl.Locale(locale).region
  if (named !== undefined && isSupportedCountry(named)) return named
  return regionsOfZones[timeZone] ?? defaultRegion
}

/**
 * A phone number as E.164 (`+8613800138000`, an extension as `;ext=12`), however it is written: full width, spaces, dashes, brackets,
 * 0086, 86, 转 or national, as people of `region` write it. What is no dialable number of any country stays as its digits: 95588 and
 * the like are numbers of one network. Applying it twice changes nothing.
 */
export function normalizePhone(value: string, region: Region = defaultRegion): string {
  const written = value.normalize('NFKC').trim()
  const digits = written.replace(/\D/g, '')
  const bare = written.startsWith('+') ? `+${digits}` : digits
  return dialable(extended(written), region) ?? dialable(bare, region) ?? (digits === '' ? written : bare)
}

/** National service numbers (110, 95588, 10086) have no form other countries could dial. */
const shortest = 6

function dialable(text: string, region: Region): string | null {
  const parsed = parsePhoneNumber(international(text), region)
  if (!parsed?.isPossible() || text.replace(/\D/g, '').length <= shortest) return null
  // Some countries' own prefixes (China's 110…) are taken off a number that holds one behind its code: what reads otherwise the second time is none.
  if (parsePhoneNumber(parsed.number)?.number !== parsed.number) return null
  return parsed.ext ? `${parsed.number};ext=${parsed.ext}` : parsed.number
}

/** 86 13800138000 without a plus is how many systems store it; 0086 is dialled from more countries than dial 00. */
function international(text: string): string {
  const [, mobile] = /^(?:00)?86(1[3-9]\d{9})$/.exec(text.replace(/\D/g, '')) ?? []
  if (mobile !== undefined && !text.startsWith('+')) return `+86${mobile}`
  return text.replace(/^00(?=[\s\d])/, '+')
}

/** 010-12345678转123 and 010-12345678-123 are an extension in China. */
function extended(text: string): string {
  return text.replace(/\s*(?:转|轉|分机)\s*(?=\d)/, ' ext ').replace(/^(0\d{2,3}-\d{7,8})-(\d{1,6})$/, '$1 ext $2')
}

/** A kept number as people write it: +86 138 0013 8000; what is no number of a country stays as it is. */
export function phoneText(kept: string): string {
  return kept.startsWith('+') ? (parsePhoneNumber(kept.replace(';ext=', ' ext '))?.formatInternational() ?? kept) : kept
}

/** A number as `normalizePhone` gives it, where libphonenumber holds it possible; null for a part of one, a service number, or anything else. */
export function possiblePhone(value: string, region: Region = defaultRegion): string | null {
  const normalized = normalizePhone(value, region)
  return normalized.startsWith('+') && dialable(normalized.replace(';ext=', ' ext '), region) !== null ? normalized : null
}

/**
 * The same subscriber's number as it is also written or told, as E.164: Mexico's mobile 1 after the country code (not dialled since 2019, told
 * by WhatsApp still), Argentina's mobile 9, Brazil's ninth digit. Empty for the numbers of other countries.
 */
export function otherSpellings(phone: string): string[] {
  for (const [written, told] of spellings) if (written.test(phone)) return [phone.replace(written, told)]
  return []
}

const spellings: [written: RegExp, told: string][] = [
  [/^\+521(\d{10})$/, '+52$1'],
  [/^\+52(\d{10})$/, '+521$1'],
  [/^\+549(\d{10})$/, '+54$1'],
  [/^\+54(?!9)(\d{10})$/, '+549$1'],
  [/^\+55(\d{2})9([6-9]\d{7})$/, '+55$1$2'],
  [/^\+55(\d{2})([6-9]\d{7})$/, '+55$19$2'],
]

/** Whether a normalised value is a number one could dial. */
export function isPhone(normalized: string): boolean {
  return /^(\+\d{7,15}(;ext=\d{1,7})?|\d{3,12})$/.test(normalized)
}
