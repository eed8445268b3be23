import { useEffect, useState } from 'react'

const minute = 60_000

/** Milliseconds until `at` (ISO 8601), never negative; renewed by the second in the last two minutes, by the minute before. */
export function useTimeLeft(at: string): number {
  const [now, setNow] = useState(() => Date.now())
  const left = Math.max(0, Date.parse(at) - now)
  useEffect(() => setNow(Date.now()), [at])
  useEffect(() => {
    if (left === 0) return
    const step = left <= 2 * minute ? 1_000 : minute
    const timer = setTimeout(() => setNow(Date.now()), left % step || step)
    return () => clearTimeout(timer)
  }, [left])
  return left
}
