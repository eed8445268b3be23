import { useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { v7 } from 'uuid'
import type { Allowance } from '../../../../../contract/conversations.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { ApiError, upload } from '../../../api.ts'
import { explain } from '../../../ui/failure.ts'
import { toastError } from '../../../ui/toasts.tsx'
import { fileSize } from '../thread/file-size.ts'

export type Upload = { id: string; name: string; share: number; abort: () => void }

/** Files on their way up. Each is checked against what the channel takes before a byte is sent. */
export function useUploads(limits: Allowance['attachments'] | undefined, attached: number, onDone: (attachment: Attachment) => void) {
  const { t, i18n } = useTranslation()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const done = useRef(onDone)
  done.current = onDone
  const change = (id: string, share: number) => setUploads((now) => now.map((one) => (one.id === id ? { ...one, share } : one)))
  const remove = (id: string) => setUploads((now) => now.filter((one) => one.id !== id))

  const start = async (file: File) => {
    const controller = new AbortController()
    const id = v7()
    setUploads((now) => [...now, { id, name: file.name, share: 0, abort: () => controller.abort() }])
    try {
      done.current(await upload(file, (share) => change(id, share), controller.signal))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (!controller.signal.aborted) toastError(`${t('files.failed', { name: file.name })} ${explain(error)}`)
    } finally {
      remove(id)
    }
  }

  const add = (files: readonly File[]) => {
    if (limits?.maxCount === 0) return toastError(t('composer.noFiles'))
    const room = (limits?.maxCount ?? 10) - attached - uploads.length
    if (files.length > room) toastError(t('files.tooMany', { max: limits?.maxCount ?? 10 }))
    for (const file of files.slice(0, Math.max(0, room))) {
      if (limits && file.size > limits.maxBytes)
        toastError(
          t('files.tooLarge', { name: file.name, size: fileSize(file.size, i18n.language), max: fileSize(limits.maxBytes, i18n.language) }),
        )
      else void start(file)
    }
  }
  return { uploads, add }
}
