import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button, IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  hint?: string | undefined
  children?: ReactNode
  wide?: boolean
  top?: boolean
  bare?: boolean
}

/** A window over the page, closed by Escape, by a click beside it, or by its cross. `bare` leaves only what it holds. */
export function Dialog({ open, onClose, title, hint, children, wide, top, bare }: Props) {
  const { t } = useTranslation()
  return (
    <Radix.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Radix.Portal>
        <Radix.Overlay
          className={cx(
            'fixed inset-0 z-50 grid justify-items-center overflow-auto bg-[rgb(20_22_28/.45)] p-4',
            top ? 'items-start pt-[12vh]' : 'items-center',
          )}
        >
          <Radix.Content
            aria-describedby={undefined}
            className={cx(
              'relative w-full animate-appear rounded-lg border border-line bg-panel shadow-2 outline-none',
              wide ? 'max-w-[640px]' : 'max-w-[440px]',
              !bare && 'p-5',
            )}
          >
            <Radix.Title className={bare ? 'sr-only' : 'pr-8 text-[17px] font-semibold'}>{title}</Radix.Title>
            {hint && <p className="mt-1 text-ink-2">{hint}</p>}
            {children}
            {!bare && (
              <Radix.Close asChild>
                <IconButton label={t('app.close')} className="absolute top-3.5 right-3.5">
                  <Icon of={X} />
                </IconButton>
              </Radix.Close>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

type ConfirmProps = {
  open: boolean
  onClose: () => void
  title: string
  body: string
  action: string
  onConfirm: () => Promise<unknown> | void
}

/** Asks before what cannot be undone. */
export function Confirm({ open, onClose, title, body, action, onConfirm }: ConfirmProps) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    await Promise.resolve(onConfirm()).finally(() => setBusy(false))
    onClose()
  }
  return (
    <Dialog open={open} onClose={onClose} title={title} hint={body}>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" busy={busy} onClick={() => void confirm()}>
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
