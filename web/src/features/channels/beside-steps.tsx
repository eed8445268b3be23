import { Fragment, type ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ChannelKindInfo } from '../../../../contract/channels.ts'
import { sayBoth } from '../../i18n/both.ts'

type Props = { info: ChannelKindInfo; webhookUrl: string | null; children: ReactNode }

/** A form with what to do at the provider at its side; above it where there is no room. */
export function BesideSteps({ info, webhookUrl, children }: Props) {
  if (info.steps.length === 0) return children
  return (
    <div className="flex flex-col gap-5 xl:grid xl:grid-cols-[minmax(0,1fr)_320px] xl:items-start">
      <div className="xl:order-last">
        <Steps info={info} webhookUrl={webhookUrl} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </div>
  )
}

/** The steps in order, with the webhook's address in the one that needs it; that is known only once the channel is there. */
function Steps({ info, webhookUrl }: Omit<Props, 'children'>) {
  const { t } = useTranslation()
  const isLater = webhookUrl === null && info.steps.some((step) => step.en.includes('{webhook}'))
  return (
    <section aria-label={t('channels.steps')} className="rounded-lg border border-line bg-panel p-4">
      <h2 className="mb-3 font-semibold">{t('channels.steps')}</h2>
      <ol className="flex flex-col gap-3">
        {info.steps.map((step, at) => (
          <li key={step.en} className="flex gap-2.5 text-[13.5px]">
            <span
              aria-hidden="true"
              className="grid size-[22px] flex-none place-items-center rounded-full bg-accent-tint text-xs font-semibold text-accent-ink tabular-nums"
            >
              {at + 1}
            </span>
            <span className="min-w-0 pt-px text-ink-2">
              <StepText text={sayBoth(step)} webhookUrl={webhookUrl} />
            </span>
          </li>
        ))}
      </ol>
      {isLater && <p className="mt-3 rounded-sm bg-sunken px-2.5 py-2 text-s text-ink-2">{t('channels.webhookLaterHint')}</p>}
    </section>
  )
}

function StepText({ text, webhookUrl }: { text: string; webhookUrl: string | null }) {
  const { t } = useTranslation()
  const address = webhookUrl ? (
    <code className="my-1 block rounded-[4px] bg-sunken px-1.5 py-0.5 font-mono text-s break-all text-ink select-all">{webhookUrl}</code>
  ) : (
    <span className="font-medium text-ink">{t('channels.webhookLater')}</span>
  )
  return text.split('{webhook}').map((part, at) => (
    <Fragment key={at}>
      {at > 0 && address}
      {part}
    </Fragment>
  ))
}
