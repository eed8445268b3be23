import { LayoutTemplate } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { useStore } from '../../../sync/store.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { AttachButton } from '../../inbox/composer/attach-button.tsx'
import { EmojiPicker } from '../../inbox/composer/emoji-picker.tsx'
import { RoomNote } from '../../inbox/composer/room-note.tsx'
import type { Room } from '../../inbox/composer/room.ts'
import { SendButton } from '../../inbox/composer/send-button.tsx'

type Props = {
  /** Null: a note is being written. */
  way: Way | null
  room: Room
  disabled: boolean
  onFiles: (files: File[]) => void
  onEmoji: (emoji: string) => void
  onTemplates: () => void
  onSend: () => void
}

/** Below what is written to a customer: what can go along, how much room is left, and off it goes. */
export function ComposeFoot({ way, room, disabled, onFiles, onEmoji, onTemplates, onSend }: Props) {
  const { t } = useTranslation()
  const hasTemplates = useStore((state) => (way ? (state.channels[way.channelId]?.capabilities.templates ?? false) : false))
  return (
    <div className="flex items-center gap-0.5 px-2 pb-2">
      {way && way.allowance.attachments.maxCount > 0 && <AttachButton onFiles={onFiles} />}
      <EmojiPicker onPick={onEmoji} />
      {hasTemplates && (
        <IconButton label={t('templates.use')} onClick={onTemplates}>
          <Icon of={LayoutTemplate} />
        </IconButton>
      )}
      <RoomNote room={room} />
      <SendButton label={way ? t('compose.send') : t('compose.addNote')} disabled={disabled} onSend={onSend} />
    </div>
  )
}
