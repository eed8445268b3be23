import { words, type Language } from './words.ts'

/** How times read to this visitor: `day` for the line between days, `time` within one. Both take ISO 8601. */
export type Clock = { day: (at: string) => string; time: (at: string) => string }

export function makeClock(language: Language): Clock {
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = new Intl.DateTimeFormat(language, { weekday: 'short', month: 'short', day: 'numeric' })
  const w = words[language]
  return {
    time: (at) => time.format(new Date(at)),
    day: (at) => {
      const days = daysAgo(new Date(at))
      return days === 0 ? w.today : days === 1 ? w.yesterday : day.format(new Date(at))
    },
  }
}

function daysAgo(date: Date): number {
  const midnight = (moment: Date) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
  return Math.round((midnight(new Date()) - midnight(date)) / 86_400_000)
}
