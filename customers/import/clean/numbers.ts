import { halfWidth } from './words.ts'

/**
 * A number as people write it: 1,234.5, 1.234,5, 1 234, ¥1,234, 1.5万, (12). A single comma before exactly three digits parts thousands.
 * Null: no number.
 */
export function readNumber(written: string): number | null {
  const text = halfWidth(written).replace(/[\s'’_]|[A-Z]{1,2}(?=\$)|[¥￥$€£₩]|元|圆|块|[A-Z]{3}(?=[\d\s-])|(?<=[\d\s])[A-Z]{3}$/gi, '')
  const negative = /^\(.*\)$/.test(text) || text.startsWith('-')
  const [, digits, unit] = /^[(+-]?([\d.,]+)(万|亿|k)?\)?$/i.exec(text) ?? []
  const value = digits === undefined ? Number.NaN : Number(withPoint(digits))
  if (!Number.isFinite(value)) return null
  return (negative ? -1 : 1) * value * scales[unit?.toLowerCase() ?? '']!
}

const scales: Record<string, number> = { '': 1, 万: 10_000, 亿: 100_000_000, k: 1_000 }

function withPoint(digits: string): string {
  const [point, comma] = [digits.lastIndexOf('.'), digits.lastIndexOf(',')]
  if (comma < 0) return digits
  const commaIsPoint = point < 0 ? !/^\d{1,3}(,\d{3})+$/.test(digits) : comma > point
  return commaIsPoint ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '')
}

/** An amount that may be thousands or decimals: 12.345 in a currency of two decimals. */
export const twoFaced = 'two-faced'

/** An amount that bears the sign of another currency. */
export const foreign = 'foreign'

const dollars = /^(USD|CAD|AUD|NZD|HKD|TWD|SGD|MXN|ARS|CLP|COP|BRL)$/
const signs: [RegExp, RegExp][] = [[/[¥￥]/, /^(CNY|JPY)$/], [/[元圆块]/, /^(CNY|HKD|TWD|MOP|SGD)$/], [/\$/, dollars], [/€/, /^EUR$/], [/£/, /^GBP$/], [/₩/, /^KRW$/]] // prettier-ignore
const codes = new Set(Intl.supportedValuesOf('currency'))

function isForeign(written: string, currency: string): boolean {
  const code = /(?<![a-z])[a-z]{3}(?![a-z])/i.exec(written)?.[0].toUpperCase().replace('RMB', 'CNY') ?? ''
  if (codes.has(code)) return code !== currency
  return signs.some(([sign, whose]) => sign.test(written) && !whose.test(currency))
}

/** An amount as people write it, in the smallest unit of its currency (cents); `rounded`: it had more decimals than that. Null: no number. */
export function readAmount(
  written: string,
  currency: string,
): { minor: number; rounded: boolean } | typeof twoFaced | typeof foreign | null {
  const amount = readNumber(written)
  if (amount === null) return null
  const { maximumFractionDigits: decimals = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  if (decimals < 3 && /(^|[^\d.,])[1-9]\d{0,2}\.\d{3}($|[^\d.,])/.test(halfWidth(written))) return twoFaced
  if (isForeign(halfWidth(written), currency)) return foreign
  // A float's own noise (19.990000000000002) is no decimal of anybody's.
  const exact = Number((amount * 10 ** decimals).toPrecision(15))
  return { minor: Math.round(exact), rounded: !Number.isInteger(exact) }
}
