import { Ban, StickyNote } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { say } from '../../../i18n/index.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { moveFocus } from '../../../ui/tabs.tsx'
import { KindMark } from '../../channels/kind-mark.tsx'
import { identityText } from '../identity-text.ts'
import { keyOf } from './use-ways.ts'
import { whyNot } from './why-not.ts'

const look = 'inline-flex h-7 max-w-60 flex-none items-center gap-1.5 rounded-[7px] border px-2 text-s font-medium'

type Props = { ways: readonly Way[]; canNote: boolean; chosen: string; onChoose: (key: string) => void }

/** A note, or one of the ways to write; what each allows is said in its hint, and a barred one carries a mark. */
export function WayPicker({ ways, canNote, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const tone = (on: boolean) =>
    on ? 'border-accent bg-accent-tint text-accent-ink' : 'border-line-strong bg-panel text-ink-2 hover:bg-hover'
  return (
    <div
      role="radiogroup"
      aria-label={t('compose.to')}
      className="-mx-2.5 flex gap-1.5 overflow-x-auto px-2.5 py-0.5 md:mx-0 md:flex-wrap md:px-0"
      onKeyDown={moveFocus}
    >
      {canNote && (
        <button
          type="button"
          role="radio"
          aria-checked={chosen === 'note'}
          tabIndex={chosen === 'note' ? 0 : -1}
          className={cx(look, tone(chosen === 'note'))}
          onClick={() => onChoose('note')}
        >
          <Icon of={StickyNote} size={14} />
          {t('compose.note')}
        </button>
      )}
      {ways.map((way) => (
        <button
          key={keyOf(way)}
          type="button"
          role="radio"
          aria-checked={chosen === keyOf(way)}
          tabIndex={chosen === keyOf(way) ? 0 : -1}
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
