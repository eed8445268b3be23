import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from './use-translation.ts'
import { useStore } from '../sync/store.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export type Clock = { locale: string; timeZone: string }

/** The reader's language and the workspace's zone. */
export function useClock(): Clock {
  const { i18n } = useTranslation()
  const timeZone = useStore((state) => state.workspace?.timeZone) ?? 'UTC'
  const locale = i18n.language
  return useMemo(() => ({ locale, timeZone }), [locale, timeZone])
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(clock: Clock, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${clock.locale} ${clock.timeZone} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(clock.locale, { timeZone: clock.timeZone, ...options })
  formats.set(key, made)
  return made
}

/** `14:05`. */
export const clockTime = (clock: Clock, at: string) =>
  format(clock, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))

/** `22 Nov 2026, 14:05`: for tooltips and records. */
export const fullTime = (clock: Clock, at: string) =>
  format(clock, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(new Date(at))

/** `22 Nov 2026`. */
export const fullDate = (clock: Clock, at: string) => format(clock, { dateStyle: 'medium' }).format(new Date(at))

/** `2026-11-22` in the workspace's zone: equal for two times of one day. */
export const dayOf = (clock: Clock, at: string | number) =>
  format({ ...clock, locale: 'sv' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at))

/** When a day, `2026-11-22`, begins in the workspace's zone. */
export function dayStart(clock: Clock, day: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const ahead = (at: number) => Date.parse(`${localTime(clock, at)}Z`) - at
  // The offset at what would be midnight elsewhere may be another one than at midnight there.
  return new Date(midnight - ahead(midnight - ahead(midnight)))
}

/** `2026-11-22T14:05:00` in the workspace's zone. */
const localTime = (clock: Clock, at: number) =>
  format({ ...clock, locale: 'sv' }, { dateStyle: 'short', timeStyle: 'medium' })
    .format(at)
    .replace(' ', 'T')

/** `Today`, `Yesterday`, `Friday, 20 November`, with the year when it is another one. */
export function dayName(clock: Clock, at: string, now: number): string {
  const difference = daysBetween(clock, at, now)
  if (difference < 2) return capital(new Intl.RelativeTimeFormat(clock.locale, { numeric: 'auto' }).format(-difference, 'day'))
  const isThisYear = dayOf(clock, at).slice(0, 4) === dayOf(clock, now).slice(0, 4)
  return format(clock, { weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) }).format(new Date(at))
}

/** As short as a list needs: `now`, `6 min`, `3 hr`, `yesterday`, `20 Nov`. */
export function shortAgo(clock: Clock, at: string, now: number, justNow: string): string {
  const age = now - Date.parse(at)
  if (age < minute) return justNow
  if (age < hour) return amount(clock, Math.floor(age / minute), 'minute')
  const days = daysBetween(clock, at, now)
  if (age < 12 * hour || days === 0) return amount(clock, Math.floor(age / hour), 'hour')
  if (days === 1) return new Intl.RelativeTimeFormat(clock.locale, { numeric: 'auto' }).format(-1, 'day')
  const isThisYear = dayOf(clock, at).slice(0, 4) === dayOf(clock, now).slice(0, 4)
  return format(clock, isThisYear ? { month: 'short', day: 'numeric' } : { year: 'numeric', month: 'numeric', day: 'numeric' }).format(
    new Date(at),
  )
}

/** How long something has lasted: `6 min`, `3 hr`, `2 days`. */
export function duration(clock: Clock, since: string, now: number): string {
  const age = Math.max(0, now - Date.parse(since))
  if (age < hour) return amount(clock, Math.max(1, Math.floor(age / minute)), 'minute')
  return age < day ? amount(clock, Math.floor(age / hour), 'hour') : amount(clock, Math.floor(age / day), 'day')
}

/** How long something still lasts: `45 sec` in the last two minutes, `12 min`, `3 hr`, `2 days`; never more than is left but for the seconds. */
export function timeLeft(clock: Clock, left: number): string {
  if (left <= 2 * minute) return amount(clock, Math.ceil(left / 1_000), 'second')
  if (left < hour) return amount(clock, Math.floor(left / minute), 'minute')
  return left < 3 * day ? amount(clock, Math.floor(left / hour), 'hour') : amount(clock, Math.floor(left / day), 'day')
}

function amount(clock: Clock, n: number, unit: 'second' | 'minute' | 'hour' | 'day'): string {
  const text = new Intl.NumberFormat(clock.locale, { style: 'unit', unit, unitDisplay: 'short' }).format(n)
  // Chinese sets a thin gap between figures and words; the browser's own format leaves it out.
  return text.replace(/^(\d+)(?=\p{Script=Han})/u, '$1 ')
}

function daysBetween(clock: Clock, at: string, now: number): number {
  return Math.round((Date.parse(dayOf(clock, now)) - Date.parse(dayOf(clock, at))) / day)
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

const listeners = new Set<() => void>()
let current = Date.now()
let ticking: ReturnType<typeof setInterval> | undefined

function tick(): void {
  current = Date.now()
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  ticking ??= setInterval(tick, 20_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}

/** The time, in milliseconds, renewed every 20 seconds for everything that shows an age. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current)
}
