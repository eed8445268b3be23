import { Ban, StickyNote } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Way } from '../../../../../contract/reach.ts'
import { say } from '../../../i18n/index.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { KindMark } from '../../channels/kind-mark.tsx'
import { identityText } from '../identity-text.ts'
import { whyNot } from './why-not.ts'

export const keyOf = (way: Way) => way.conversation?.id ?? `${way.channelId}/${way.identity?.id ?? ''}`

const look = 'inline-flex h-7 max-w-60 items-center gap-1.5 rounded-[7px] border px-2 text-s font-medium'

/** A note, or one of the ways to write; what each allows is said in its hint, and a barred one carries a mark. */
export function WayPicker({ ways, chosen, onChoose }: { ways: readonly Way[]; chosen: string; onChoose: (key: string) => void }) {
  const { t } = useTranslation()
  const tone = (on: boolean) =>
    on ? 'border-accent bg-accent-tint text-accent-ink' : 'border-line-strong bg-panel text-ink-2 hover:bg-hover'
  return (
    <div role="radiogroup" aria-label={t('compose.to')} className="flex flex-wrap gap-1.5">
      <button
        type="button"
        role="radio"
        aria-checked={chosen === 'note'}
        className={cx(look, tone(chosen === 'note'))}
        onClick={() => onChoose('note')}
      >
        <Icon of={StickyNote} size={14} />
        {t('compose.note')}
      </button>
      {ways.map((way) => (
        <button
          key={keyOf(way)}
          type="button"
          role="radio"
          aria-checked={chosen === keyOf(way)}
          title={wayHint(t, way)}
          className={cx(look, tone(chosen === keyOf(way)))}
          onClick={() => onChoose(keyOf(way))}
        >
          <KindMark kind={way.channelKind} size={14} />
          <span className="truncate">{nameOfWay(way, t('compose.newThread'))}</span>
          {whyNot(way) !== null && <Icon of={Ban} size={13} className="text-seal-ink" />}
        </button>
      ))}
    </div>
  )
}

function nameOfWay({ channelName, conversation, identity }: Way, newThread: string): string {
  if (conversation) return conversation.subject ?? channelName
  return identity ? `${newThread}: ${identityText(identity)}` : channelName
}

/** What a way allows, in a line. */
function wayHint(t: TFunction, way: Way): string {
  const reason = whyNot(way)
  if (reason !== null) return `${way.channelName} · ${t('compose.barred')}: ${say(reason)}`
  return `${way.channelName} · ${t('compose.allowed')}, ${t(`compose.limit_${way.allowance.textLimit.unit}`, { n: way.allowance.textLimit.n })}`
}
