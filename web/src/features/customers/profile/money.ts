const digitsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** Minor units as an amount: `¥1,268.00`. */
export function moneyText(minor: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    minor / 10 ** digitsOf(currency),
  )
}

/** Minor units as they are typed: `1268.00`. */
export const moneyInput = (minor: number, currency: string) => (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency))

/** What was typed (`1,268`, `1268.5`), in minor units; null when it is no amount. */
export function minorUnits(typed: string, currency: string): number | null {
  const plain = typed.replace(/[,，\s]/g, '')
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null
  return Math.round(Number(plain) * 10 ** digitsOf(currency))
}
