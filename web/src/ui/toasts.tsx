import { X } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { create } from 'zustand'
import { Button, IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

type Toast = { id: number; text: string; bad: boolean; undo: (() => void) | undefined }

const useToasts = create<{ toasts: readonly Toast[] }>()(() => ({ toasts: [] }))
let last = 0

/** Says in passing what was done; `undo` takes it back while the words are there. Answers what takes the words away. */
export function toast(text: string, undo?: () => void): () => void {
  return show({ text, bad: false, undo }, undo ? 7_000 : 3_500)
}

/** Says what went wrong, long enough to be read. */
export function toastError(text: string): void {
  show({ text, bad: true, undo: undefined }, 9_000)
}

/** Takes back the newest act that can be; false when there is none. */
export function undoLast(): boolean {
  const undoable = useToasts.getState().toasts.findLast((one) => one.undo)
  if (!undoable) return false
  remove(undoable.id)
  undoable.undo?.()
  return true
}

function show(content: Omit<Toast, 'id'>, ms: number): () => void {
  const id = ++last
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { ...content, id }] }))
  setTimeout(() => remove(id), ms)
  return () => remove(id)
}

function remove(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }))
}

/**
 * The corner where toasts appear; always there, so that screen readers hear what comes into it. They lie over the list, on a phone above the bar at its
 * foot or, where somebody writes, below the head: never over a field (styles.css).
 */
export function Toasts() {
  const { t } = useTranslation()
  const toasts = useToasts((state) => state.toasts)
  return (
    <div role="status" className="toasts pointer-events-none fixed z-60 flex flex-col gap-2">
      {toasts.map((one) => (
        <div
          key={one.id}
          className={cx(
            'pointer-events-auto flex max-w-full animate-appear items-center gap-3 rounded-md border py-1.5 pr-1.5 pl-3.5 shadow-2',
            one.bad ? 'border-seal bg-seal-tint text-seal-ink' : 'border-line-strong bg-panel',
          )}
        >
          <span className="min-w-0 py-1 break-words">{one.text}</span>
          {one.undo && (
            <Button small look="ghost" className="text-accent-ink" onClick={undoLast}>
              {t('app.undo')}
            </Button>
          )}
          <IconButton label={t('app.close')} className="size-7 text-current" onClick={() => remove(one.id)}>
            <Icon of={X} size={15} />
          </IconButton>
        </div>
      ))}
    </div>
  )
}
