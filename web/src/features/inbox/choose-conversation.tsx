import { MessagesSquare } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useGate } from '../session/session.ts'
import { Kbd } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'

/** The thread's place while no conversation is chosen. */
export function ChooseConversation() {
  const { t } = useTranslation()
  const isDemo = useGate((gate) => gate.demo !== null)
  return (
    <main className="flex min-w-0 flex-1">
      <Empty icon={MessagesSquare} title={t('inbox.choose')} hint={<WithKeys text={t('inbox.chooseHint')} />}>
        {isDemo && (
          <a href="/demo" target="_blank" rel="noreferrer" className="font-medium text-accent-ink underline underline-offset-2">
            {t('inbox.demoShop')}
          </a>
        )}
      </Empty>
    </main>
  )
}

/** A sentence with its keys, `<j/>`, drawn as keys. */
function WithKeys({ text }: { text: string }) {
  return text
    .split(/<(\w)\/>/)
    .map((part, at) => (at % 2 ? <Kbd key={at}>{part.toUpperCase()}</Kbd> : <Fragment key={at}>{part}</Fragment>))
}
