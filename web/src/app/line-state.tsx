import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useStore } from '../sync/store.ts'
import { Icon } from '../ui/icon.tsx'

/** Says when the line has been down for more than a moment, and what waits for it: above the page, which moves down for it. */
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
    <div role="status" className="flex-none">
      {shown && (
        <p
          id="line-down"
          className="flex items-center justify-center gap-2 border-b border-warn bg-warn-tint px-3.5 py-1.5 text-center text-s text-warn"
        >
          <Icon of={WifiOff} size={15} className="flex-none" />
          {waiting > 0 ? t('line.offlineWaiting', { count: waiting }) : t('line.offline')}
        </p>
      )}
    </div>
  )
}
