import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { say } from '../../i18n/index.ts'
import type { Finding } from '../../../../contract/channels.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'

const looks = {
  ok: { icon: CircleCheck, color: 'text-good' },
  warning: { icon: TriangleAlert, color: 'text-warn' },
  error: { icon: CircleAlert, color: 'text-seal-ink' },
} as const

/** What a connection check found, thing by thing, with how to mend it. */
export function Findings({ findings }: { findings: readonly Finding[] | undefined }) {
  const { t } = useTranslation()
  if (!findings) return null
  return (
    <section role="status" aria-label={t('channels.findings')} className="rounded-md border border-line bg-sunken p-3">
      {findings.every((finding) => finding.level === 'ok') && <p className="mb-1 font-medium text-good">{t('channels.checkOk')}</p>}
      <ul className="flex flex-col gap-2">
        {findings.map((finding, at) => (
          <li key={at} className="flex gap-2.5">
            <span className={cx('mt-0.5', looks[finding.level].color)}>
              <Icon of={looks[finding.level].icon} />
              <span className="sr-only">{t(`channels.level_${finding.level}`)}: </span>
            </span>
            <span className="min-w-0">
              <b className="font-semibold">{say(finding.subject)}</b> {say(finding.message)}
              {finding.fix && <span className="block text-ink-2">{say(finding.fix)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
