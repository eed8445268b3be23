import { useTranslation } from '../../../i18n/use-translation.ts'
import type { MoodPoint } from '../../../../../contract/language.ts'
import { fullTime, useClock } from '../../../i18n/time.ts'

const width = 240
const height = 56
const edge = 4

const x = (at: number, count: number) => (count === 1 ? width / 2 : edge + (at * (width - 2 * edge)) / (count - 1))
const y = (score: number) => height / 2 - score * (height / 2 - edge)

/** The mood after each message as a line around the middle, each message a dot; the same in a table for who cannot see it. */
export function MoodCurve({ points }: { points: readonly MoodPoint[] }) {
  const { t } = useTranslation()
  const line = points.map((point, at) => `${at ? 'L' : 'M'}${x(at, points.length).toFixed(1)} ${y(point.mood).toFixed(1)}`).join('')
  const last = points.at(-1)!
  return (
    <figure>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className="h-14 w-full"
        role="img"
        aria-label={t('sentiment.curve', { count: points.length })}
      >
        <line x1={0} x2={width} y1={height / 2} y2={height / 2} className="stroke-line" strokeDasharray="3 3" />
        <path d={line} fill="none" strokeWidth={2} strokeLinejoin="round" className="stroke-accent" vectorEffect="non-scaling-stroke" />
        {points.map((point, at) => (
          <circle
            key={point.messageId}
            cx={x(at, points.length)}
            cy={y(point.score)}
            r={points.length > 60 ? 1 : 2}
            className={dots[point.label]}
          />
        ))}
      </svg>
      <figcaption className="flex justify-between text-xs text-ink-3">
        <span>{t('sentiment.messages', { count: points.length })}</span>
        <span>{t(`sentiment.${last.moodLabel}`)}</span>
      </figcaption>
      <Table points={points} />
    </figure>
  )
}

const dots = { negative: 'fill-seal', neutral: 'fill-ink-3', positive: 'fill-good' }

function Table({ points }: { points: readonly MoodPoint[] }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <table className="sr-only">
      <caption>{t('sentiment.mood')}</caption>
      <tbody>
        {points.map((point) => (
          <tr key={point.messageId}>
            <th scope="row">{fullTime(clock, point.at)}</th>
            <td>{point.score.toFixed(2)}</td>
            <td>{point.mood.toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
