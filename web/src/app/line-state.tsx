import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useStore } from '../sync/store.ts'
import { Icon } from '../ui/icon.tsx'

/** Says when the line has been down for more than a moment, and what waits for it. */
export function LineState() {
  const { t } = useTranslation()
  const isDown = useStore((state) => state.line === 'offline')
  const waiting = useStore((state) => state.outbox.filter((item) => item.state === 'waiting').length)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!isDown) return setShown(false)
    const timer = setTimeout(() => setShown(true), 2_500)
    return () => clearTimeout(timer)
  }, [isDown])
  return (
    <div role="status" className="pointer-events-none fixed inset-x-3 top-3 z-50 flex justify-center">
      {shown && (
        <span className="flex animate-appear items-center gap-2 rounded-md border border-warn bg-warn-tint px-3.5 py-2 text-warn shadow-2">
          <Icon of={WifiOff} size={16} />
          {waiting > 0 ? t('line.offlineWaiting', { count: waiting }) : t('line.offline')}
        </span>
      )}
    </div>
  )
}
