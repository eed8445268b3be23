import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Condition } from '../../../../contract/conditions.ts'
import type { SegmentCount } from '../../../../contract/segments.ts'
import { ApiError, call } from '../../api.ts'
import { explain } from '../../ui/failure.ts'

type Shown = { asked: string; count: SegmentCount | null; why: string }

/** How long nobody may type before it is counted. */
const pauseMs = 350

/** How many customers a condition holds for now, kept current while it is edited; an estimate says so. */
export function LiveCount({ condition }: { condition: Condition }) {
  const { t, i18n } = useTranslation()
  const asked = JSON.stringify(condition)
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    let stale = false
    const timer = setTimeout(() => {
      void count(asked).then((next) => {
        if (!stale) setShown(next)
      })
    }, pauseMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [asked])
  const isCurrent = shown?.asked === asked
  return (
    <p role="status" className={`text-s ${isCurrent ? 'text-ink-2' : 'text-ink-3'}`}>
      {shown?.count ? words(shown.count) : shown?.why || t('conditions.counting')}
    </p>
  )

  function words({ count: n, exact }: SegmentCount): string {
    const values = { count: n, n: n.toLocaleString(i18n.language) }
    if (exact) return t('conditions.count', values)
    return n === 0 ? t('conditions.countFew') : t('conditions.countAbout', values)
  }
}

async function count(asked: string): Promise<Shown> {
  try {
    return { asked, count: await call('segment.count', { condition: JSON.parse(asked) as Condition }), why: '' }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { asked, count: null, why: explain(error) }
  }
}
