import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Condition } from '../../../../contract/conditions.ts'
import type { CustomerCount } from '../../../../contract/customers.ts'
import { ApiError, call } from '../../api.ts'
import { explain } from '../../ui/failure.ts'

type Shown = { asked: string; count: CustomerCount | null; why: string }

/** How long nobody may type before it is counted. */
const pauseMs = 350

/** How many customers a condition holds for now, kept current while it is edited; an estimate says so. Null: not finished. */
export function LiveCount({ condition }: { condition: Condition | null }) {
  const { t, i18n } = useTranslation()
  const asked = condition && JSON.stringify(condition)
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    if (asked === null) return undefined
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
  if (asked === null)
    return (
      <p role="status" className="text-s text-ink-3">
        {t('conditions.unfinished')}
      </p>
    )
  const isCurrent = shown?.asked === asked
  return (
    <p role="status" className={`text-s ${isCurrent ? 'text-ink-2' : 'text-ink-3'}`}>
      {shown?.count ? words(shown.count) : shown?.why || t('conditions.counting')}
    </p>
  )

  function words({ count: n, exact }: CustomerCount): string {
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
