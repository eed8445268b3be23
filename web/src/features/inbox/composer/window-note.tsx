import { Hourglass, Info, LayoutTemplate } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Allowance } from '../../../../../contract/conversations.ts'
import { say } from '../../../i18n/index.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'

/** Why nothing can be sent now, with what still can; or what is particular about what can. */
export function WindowNote({ allowance, onTemplates }: { allowance: Allowance; onTemplates: () => void }) {
  const { t } = useTranslation()
  const { allowed, fallback } = allowance
  const reason = allowance.reason ? say(allowance.reason) : null
  if (allowed && fallback !== 'tag' && !reason) return null
  if (allowed)
    return (
      <Note icon={Info} tone="bg-sunken text-ink-2">
        {reason ?? (
          <>
            <b className="font-semibold">{t('composer.tagged')}</b> {t('composer.taggedHint')}
          </>
        )}
      </Note>
    )
  return (
    <Note icon={Hourglass} tone="bg-warn-tint text-warn">
      {reason ?? t('composer.notAllowed')}
      {fallback === 'template' && (
        <Button small onClick={onTemplates} className="ml-auto text-ink">
          <Icon of={LayoutTemplate} size={15} />
          {t('templates.use')}
        </Button>
      )}
    </Note>
  )
}

function Note({ icon, tone, children }: { icon: typeof Info; tone: string; children: React.ReactNode }) {
  return (
    <div className={`mx-3.5 mt-2 flex flex-wrap items-center gap-2 rounded-sm px-2.5 py-1.5 text-s ${tone}`}>
      <Icon of={icon} size={15} />
      <span className="flex min-w-40 flex-1 flex-wrap items-center gap-x-1 gap-y-1.5">{children}</span>
    </div>
  )
}
