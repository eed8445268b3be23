import { ChevronUp, Forward, Reply, ReplyAll, X } from 'lucide-react'
import { useState } from 'react'
import type { Recipients } from '../../../../../contract/conversations.ts'
import type { ChosenRecipients, Mailbox } from '../../../../../contract/mailbox.ts'
import { writeMailbox } from '../../../../../contract/mail-address.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { MailboxInput } from '../../../ui/mailbox-input.tsx'
import { Menu, MenuChoice } from '../../../ui/menu.tsx'
import { add, labelOf, problemOf, type Reach, type Row, rows, without } from './recipients.ts'
import { RecipientsNote } from './recipients-note.tsx'

type Props = {
  found: Recipients
  chosen: ChosenRecipients
  /** The subject of the message that is passed on. */
  forwarded: string | null
  reach: Reach
  /** Whether addresses are shown to this person in full: nobody can choose among parts. */
  canChoose: boolean
  onChange: (chosen: ChosenRecipients) => void
  onReach: (reach: Reach) => void
  onCancelForward: () => void
}

/** Whom a mail goes to: one line until it is touched, then a field each for To, Cc and Bcc. */
export function RecipientsField({ found, chosen, forwarded, reach, canChoose, onChange, onReach, onCancelForward }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const isForward = forwarded !== null
  const isOpen = canChoose && (open || isForward)
  return (
    <div className="mx-3.5 mt-1.5 text-s">
      {isForward && (
        <p className="flex items-center gap-1.5 text-ink-2">
          <Icon of={Forward} size={15} />
          <span className="min-w-0 flex-1 truncate">{t('composer.forwarding', { subject: forwarded })}</span>
          <IconButton label={t('composer.cancelForward')} className="size-7" onClick={onCancelForward}>
            <Icon of={X} size={15} />
          </IconButton>
        </p>
      )}
      {isOpen ? (
        <Editor
          found={found}
          chosen={chosen}
          focus={isForward ? 'to' : null}
          onChange={onChange}
          onClose={isForward ? null : () => setOpen(false)}
        />
      ) : (
        <div className="flex items-center gap-1.5">
          <Summary chosen={chosen} onOpen={canChoose ? () => setOpen(true) : null} />
          {!isForward && <ReachMenu found={found} reach={reach} onReach={onReach} />}
        </div>
      )}
      {!isForward && (
        <RecipientsNote
          found={found}
          chosen={chosen}
          onAdd={canChoose ? (some) => onChange(add(chosen, 'cc', some)) : null}
          onRemove={canChoose ? (some) => onChange(without(chosen, some)) : null}
        />
      )}
    </div>
  )
}

function Summary({ chosen, onOpen }: { chosen: ChosenRecipients; onOpen: (() => void) | null }) {
  const { t } = useTranslation()
  const parts = rows.filter((row) => chosen[row].length > 0).map((row) => ({ row, names: chosen[row].map(labelOf).join(', ') }))
  const line = parts.map(({ row, names }, at) => (
    <span key={row}>
      {at > 0 && ' · '}
      <span className="text-ink-3">{t(`thread.${row}`)}</span> {names}
    </span>
  ))
  if (!onOpen) return <p className="min-w-0 flex-1 truncate text-ink-2">{line}</p>
  return (
    <button
      type="button"
      aria-expanded={false}
      title={rows.flatMap((row) => chosen[row].map(writeMailbox)).join(', ')}
      onClick={onOpen}
      className="-mx-1.5 min-w-0 flex-1 truncate rounded-sm px-1.5 py-1 text-left text-ink-2 hover:bg-hover max-md:py-2"
    >
      {line}
      {parts.length === 0 && t('composer.noRecipients')}
    </button>
  )
}

/** An answer to the sender alone, where others read along. */
function ReachMenu({ found, reach, onReach }: Pick<Props, 'found' | 'reach' | 'onReach'>) {
  const { t } = useTranslation()
  if (found.cc.length + found.unconfirmed.length === 0) return null
  const options = [
    { value: 'all', label: t('composer.replyAll') },
    { value: 'sender', label: t('composer.replySender') },
  ] as const
  return (
    <Menu
      align="end"
      label={t('composer.reach')}
      trigger={
        <IconButton label={options.find(({ value }) => value === reach)!.label} className="size-7">
          <Icon of={reach === 'all' ? ReplyAll : Reply} size={16} />
        </IconButton>
      }
    >
      <MenuChoice value={reach} options={options} onChange={onReach} />
    </Menu>
  )
}

type EditorProps = {
  found: Recipients
  chosen: ChosenRecipients
  focus: Row | null
  onChange: (chosen: ChosenRecipients) => void
  onClose: (() => void) | null
}

function Editor({ found, chosen, focus, onChange, onClose }: EditorProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Row | null>(focus)
  const shown = rows.filter((row) => row === 'to' || chosen[row].length > 0 || row === asked)
  const hidden = rows.filter((row) => !shown.includes(row))
  const sayProblem = (one: Mailbox) => {
    const problem = problemOf(one, found.own)
    return problem && t(`composer.problem_${problem}`, { address: one.address })
  }
  return (
    <div className="divide-y divide-line border-y border-line">
      {shown.map((row, at) => (
        <div key={row} className="flex items-start gap-2">
          <span aria-hidden="true" className="w-9 flex-none py-1.5 text-ink-3 max-md:py-2.5">
            {t(`thread.${row}`)}
          </span>
          <MailboxInput
            label={t(`thread.${row}`)}
            value={chosen[row]}
            suggested={found.suggested}
            problemOf={sayProblem}
            autoFocus={row === asked}
            onAdd={(some) => onChange(add(chosen, row, some))}
            onRemove={(one) => onChange({ ...chosen, [row]: chosen[row].filter((other) => other !== one) })}
          />
          {at === 0 && (
            <span className="flex flex-none items-center gap-0.5 py-0.5">
              {hidden.map((other) => (
                <button
                  key={other}
                  type="button"
                  onClick={() => setAsked(other)}
                  className="h-7 rounded-sm px-1.5 text-accent-ink hover:bg-hover max-md:h-9 max-md:px-2.5"
                >
                  {t(`thread.${other}`)}
                </button>
              ))}
              {onClose && (
                <IconButton label={t('composer.recipientsDone')} className="size-7" onClick={onClose}>
                  <Icon of={ChevronUp} size={16} />
                </IconButton>
              )}
            </span>
          )}
        </div>
      ))}
    </div>
  )
}
