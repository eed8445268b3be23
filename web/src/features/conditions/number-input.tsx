import { useState } from 'react'
import type { Test } from '../../../../contract/conditions.ts'

type Props = {
  label: string
  value: string | number | boolean | undefined
  /** ISO 4217: the value is in its minor units, and written in its major ones. */
  currency: string | null
  whole?: boolean
  onChange: (value: Test['value']) => void
}

/** A number as it is being written; as long as it is none, what is written is passed on as text. */
export function NumberInput({ label, value, currency, whole, onChange }: Props) {
  const unit = currency ? minorUnits(currency) : 1
  const [typed, setTyped] = useState(typeof value === 'number' ? String(value / unit) : String(value ?? ''))
  const change = (text: string) => {
    setTyped(text)
    const number = Number(text)
    const valid = text.trim() !== '' && Number.isFinite(number) && (!whole || (Number.isInteger(number) && number >= 0))
    onChange(valid ? (currency ? Math.round(number * unit) : number) : text.trim())
  }
  return (
    <span className="flex items-center gap-1 text-s text-ink-2">
      <input
        aria-label={label}
        inputMode={whole ? 'numeric' : 'decimal'}
        value={typed}
        onChange={(event) => change(event.target.value)}
        className="h-7 w-20 rounded-[7px] border border-line-strong bg-panel px-2 text-s text-ink"
      />
      {currency}
    </span>
  )
}

/** 100 for CNY, 1 for JPY. */
function minorUnits(currency: string): number {
  return 10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
}
