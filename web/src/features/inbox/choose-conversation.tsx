import { MessagesSquare } from 'lucide-react'
import { Trans, useTranslation } from 'react-i18next'
import { useGate } from '../session/session.ts'
import { Kbd } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'

/** The thread's place while no conversation is chosen. */
export function ChooseConversation() {
  const { t } = useTranslation()
  const isDemo = useGate((gate) => gate.demo !== null)
  const key = (letter: string) => <Kbd key={letter}>{letter.toUpperCase()}</Kbd>
  const keys = ['j', 'k', 'r', 'e']
  return (
    <main className="flex min-w-0 flex-1">
      <Empty
        icon={MessagesSquare}
        title={t('inbox.choose')}
        hint={<Trans t={t} i18nKey="inbox.chooseHint" components={Object.fromEntries(keys.map((letter) => [letter, key(letter)]))} />}
      >
        {isDemo && (
          <a href="/demo" target="_blank" rel="noreferrer" className="font-medium text-accent-ink underline underline-offset-2">
            {t('inbox.demoShop')}
          </a>
        )}
      </Empty>
    </main>
  )
}
