import { Smile } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { emoji, type EmojiGroup } from './emoji.ts'

const groups = Object.keys(emoji) as EmojiGroup[]
const columns = 8

/** A button that opens a small set of emoji; stays open for more than one. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={t('composer.emoji')}>
          <Icon of={Smile} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('composer.emoji')}
          onKeyDown={moveFocus}
          className="z-40 max-h-72 w-[300px] animate-appear overflow-auto rounded-md border border-line bg-panel p-2 shadow-2 outline-none"
        >
          {groups.map((group) => (
            <section key={group} aria-label={t(`emoji.${group}`)}>
              <p className="px-1 pt-1 pb-0.5 text-xs font-medium text-ink-3">{t(`emoji.${group}`)}</p>
              <div className="grid grid-cols-8">
                {emoji[group].map((one) => (
                  <button
                    key={one}
                    type="button"
                    onClick={() => onPick(one)}
                    className="grid size-[34px] place-items-center rounded-sm text-[20px] leading-none hover:bg-hover"
                  >
                    {one}
                  </button>
                ))}
              </div>
            </section>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
  if (!step) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus()
}
