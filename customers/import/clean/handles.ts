import { normalizePhone, possiblePhone, type Region } from '../../identity/phones.ts'
import { splitWords } from './words.ts'

/** Mail addresses in one cell, as written. */
export function splitAddresses(text: string): string[] {
  return splitWords(text).flatMap((word) => splitWords(word.replaceAll(/[/／]/g, ';')).map(bareAddress))
}

/** Without the name before it and the brackets around it, as a mail program copies it. */
function bareAddress(word: string): string {
  return /<\s*([^\s<>]+@[^\s<>]+)\s*>$/.exec(word)?.[1] ?? word.replace(/^mailto:/i, '')
}

/** Words and signs between two numbers that also stand within one: 0171/1000041. */
const softSign = /\s*[/／&]\s*|\s+(?:or|oder|ou|und|and|y|o)\s+|\s*[或和及]\s*/i

/** Phone numbers in one cell, as written; parted at a slash or “or” only where every part is a whole number by itself. */
export function splitPhones(text: string, region: Region): string[] {
  return splitWords(text).flatMap((word) => {
    const parts = word.split(softSign).filter((part) => part !== '')
    return parts.every((part) => possiblePhone(part, region) !== null) ? parts : [word]
  })
}

/**
 * A number a spreadsheet wrote as 8.6138E+12: in full where its digits are all there, null where some are lost, as it is where it is no such
 * number.
 */
export function withoutExponent(written: string): string | null {
  const [, whole, fraction = '', exponent] = /^\+?(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i.exec(written.trim()) ?? []
  if (whole === undefined) return written
  return fraction.length >= Number(exponent) ? whole + fraction : null
}

/** 000, 1111111, 123456789: what people type where a form wants a number. */
export function isMadeUpPhone(written: string, region: Region): boolean {
  const forms = [normalizePhone(written, region).replace(/;ext=.*$/, ''), written.normalize('NFKC')].map((form) => form.replace(/\D/g, ''))
  return forms.some((digits) => digits.length > 2 && (/^\d{0,3}?0{5,}$/.test(digits) || /^(\d)\1*$/.test(digits) || counting.test(digits)))
}

const counting = /^(01234567890?|1234567890?|12345678?|123456?)$/

const emptyNames =
  /^(none|no|nil|null|na|nomail|noemail|noaddress|unknown|notprovided|notavailable|keine|kein|sans|test|example|asdf|xxx+|noreply|donotreply|无|没有|未知)$/

/** none@none.com, noemail@x.example, a@a.com: what people type where a form wants an address; nobody reads mail there. */
export function isMadeUpAddress(address: string): boolean {
  const [local = '', domain = ''] = address.toLowerCase().split(/@(?=[^@]*$)/)
  const name = local.replace(/[-._+]/g, '')
  return emptyNames.test(name) || (name.length < 4 && domain.split('.')[0] === name)
}
