import { Globe } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Allowance, Conversation } from '../../../../../contract/conversations.ts'
import { useStore } from '../../../sync/store.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Segmented } from '../../../ui/tabs.tsx'
import { KindMark } from '../../channels/kind-mark.tsx'
import { isPublic } from '../row-facts.ts'
import { AllowanceHint } from './allowance-hint.tsx'
import type { Kind } from './use-draft.ts'

type Props = { conversation: Conversation; allowance: Allowance | undefined; kind: Kind; onKind: (kind: Kind) => void }

/** A reply or a note; and of a reply, where it goes, who can read it, and how many more may follow. */
export function ComposerHead({ conversation, allowance, kind, onKind }: Props) {
  const { t } = useTranslation()
  const tabs = [
    { value: 'text', label: t('composer.reply') },
    { value: 'note', label: t('composer.note') },
  ] as const
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 px-2.5 pt-2">
      <Segmented label={t('composer.mode')} value={kind} onChange={onKind} tabs={tabs} />
      {kind === 'text' && (
        <>
          <ChannelChip conversation={conversation} />
          {isPublic(conversation) && (
            <Chip tone="warn" title={t('surface.publicHint')}>
              <Icon of={Globe} size={12} />
              {t('composer.isPublic')}
            </Chip>
          )}
          <AllowanceHint allowance={allowance} />
        </>
      )}
    </div>
  )
}

function ChannelChip({ conversation }: { conversation: Conversation }) {
  const name = useStore((state) => state.channels[conversation.channelId]?.name)
  return (
    <Chip>
      <KindMark kind={conversation.channelKind} size={14} className="-ml-0.5" />
      <span className="max-w-40 truncate">{name}</span>
    </Chip>
  )
}
