import { X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Mailbox } from '../../../contract/mailbox.ts'
import { readMailboxes, sameAddress, writeMailbox } from '../../../contract/mail-address.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

type Props = {
  label: string
  value: readonly Mailbox[]
  suggested: readonly Mailbox[]
  /** What is wrong with one of them, in words; null: nothing. */
  problemOf: (mailbox: Mailbox) => string | null
  onAdd: (some: readonly Mailbox[]) => void
  onRemove: (one: Mailbox) => void
  autoFocus?: boolean
}

/**
 * Addresses, entered one after the other: typed, chosen, or pasted by the dozen (commas, semicolons or lines between them, with names or without). What
 * is no address stays where it is and says so. Backspace goes back to the last one and takes it out.
 */
export function MailboxInput({ label, value, suggested, problemOf, onAdd, onRemove, autoFocus }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const options = open ? matching(suggested, value, text) : []
  const problems = value.flatMap((one) => problemOf(one) ?? [])

  const write = (next: string) => {
    setText(next)
    setOpen(true)
    setActive(-1)
  }
  const take = (some: readonly Mailbox[]) => {
    if (some.length > 0) onAdd(some)
    setText('')
    setOpen(false)
    setActive(-1)
  }
  const takeText = (written = text) => take(readMailboxes(written))
  const chips = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])]
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const isEmpty = text === ''
    const atStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0
    const choose = () => (options[active] ? take([options[active]]) : takeText())
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const shown = open ? options : matching(suggested, value, text)
      setOpen(true)
      setActive(step(active, event.key === 'ArrowDown' ? 1 : -1, shown.length))
    } else if ((event.key === 'Enter' && !event.metaKey && !event.ctrlKey) || [',', ';', '，', '；'].includes(event.key)) {
      event.preventDefault()
      choose()
    } else if (event.key === 'Tab' && !isEmpty) choose()
    else if (event.key === 'Escape' && options.length > 0) {
      event.stopPropagation()
      setOpen(false)
    } else if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && atStart && value.length > 0) {
      event.preventDefault()
      chips().at(-1)?.focus()
    }
  }
  const onChipKey = (event: KeyboardEvent<HTMLElement>, at: number) => {
    const move = { ArrowLeft: at - 1, ArrowRight: at + 1 }[event.key]
    if (move !== undefined) return (chips()[Math.max(0, move)] ?? input.current)?.focus()
    if (event.key !== 'Backspace' && event.key !== 'Delete') return
    event.preventDefault()
    onRemove(value[at]!)
    // The next one is where this one was only after it is gone.
    requestAnimationFrame(() => (chips()[Math.min(at, chips().length - 1)] ?? input.current)?.focus())
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text')
    if (!/[@＠]/.test(pasted)) return
    event.preventDefault()
    takeText(text + pasted)
  }
  return (
    <div className="relative min-w-0 flex-1">
      <div
        ref={box}
        role="group"
        aria-label={label}
        onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
        className="flex cursor-text flex-wrap items-center gap-1 py-1"
      >
        {value.map((one, at) => (
          <Chip
            key={one.address}
            mailbox={one}
            problem={problemOf(one)}
            onKeyDown={(event) => onChipKey(event, at)}
            onRemove={() => {
              onRemove(one)
              input.current?.focus()
            }}
          />
        ))}
        <input
          ref={input}
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={options[active] ? `${id}-${active}` : undefined}
          aria-invalid={problems.length > 0 || undefined}
          aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
          autoFocus={autoFocus}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          inputMode="email"
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKey}
          onPaste={onPaste}
          onBlur={() => takeText()}
          className="h-7 min-w-12 flex-1 bg-transparent text-m focus-visible:shadow-none max-md:h-9 max-md:text-[16px]"
        />
      </div>
      {problems.length > 0 && (
        <p id={`${id}-problems`} role="alert" className="pb-1 text-s text-seal-ink">
          {problems.join(' ')}
        </p>
      )}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('composer.suggested')}
        hidden={options.length === 0}
        className="absolute bottom-full left-0 z-40 mb-1 max-h-60 w-[min(100%,420px)] overflow-auto rounded-md border border-line bg-panel p-1 shadow-2"
      >
        {options.map((one, at) => (
          <div
            key={one.address}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            // The field must not lose the focus before the choice is made.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take([one])}
            className={cx('cursor-pointer rounded-[7px] px-2.5 py-1.5 hover:bg-hover', at === active && 'bg-hover')}
          >
            <span className="block truncate">{one.name || one.address}</span>
            {one.name && <span className="block truncate text-s text-ink-3">{one.address}</span>}
          </div>
        ))}
      </div>
    </div>
  )
}

type ChipProps = {
  mailbox: Mailbox
  problem: string | null
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onRemove: () => void
}

function Chip({ mailbox, problem, onKeyDown, onRemove }: ChipProps) {
  const { t } = useTranslation()
  const name = mailbox.name || mailbox.address
  return (
    <span
      title={problem ?? writeMailbox(mailbox)}
      className={cx(
        'inline-flex h-6 max-w-full items-center rounded-[6px] border pl-2 text-s max-md:h-8',
        problem ? 'border-seal bg-seal-tint text-seal-ink' : 'border-line bg-sunken text-ink',
      )}
    >
      <span className="truncate">{name}</span>
      <button
        type="button"
        data-chip
        tabIndex={-1}
        aria-label={t('composer.removeRecipient', { name: writeMailbox(mailbox) })}
        onKeyDown={onKeyDown}
        onClick={onRemove}
        className="grid size-6 flex-none place-items-center rounded-[6px] text-ink-3 hover:text-ink max-md:size-8"
      >
        <Icon of={X} size={13} />
      </button>
    </span>
  )
}

function matching(suggested: readonly Mailbox[], value: readonly Mailbox[], text: string): Mailbox[] {
  const wanted = text.trim().toLowerCase()
  const isChosen = ({ address }: Mailbox) => value.some((one) => sameAddress(one.address, address))
  return suggested.filter((one) => !isChosen(one) && writeMailbox(one).toLowerCase().includes(wanted)).slice(0, 8)
}

const step = (active: number, by: 1 | -1, count: number) => (count === 0 ? -1 : (Math.max(active, by === 1 ? -1 : 0) + by + count) % count)
