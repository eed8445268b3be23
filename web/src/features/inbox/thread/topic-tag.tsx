import { Tag } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { call } from '../../../api.ts'
import { useMay } from '../../../sync/may.ts'
import { cx } from '../../../ui/cx.ts'
import { report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { correctTopic, useCorrecting } from './correct.ts'
import { CorrectionMenu } from './correction-menu.tsx'
import { intentName, shippedIntents } from './intent-name.ts'

/** From here on a topic is worth a look without being asked for. */
const sureFrom = 0.8

/** What a customer's message is about, and the menu to say better. What is not sure appears with the pointer or the focus. */
export function TopicTag({ message }: { message: Message }) {
  const { t } = useTranslation()
  const mayCorrect = useMay('inbox.work')
  const names = useNames(message)
  const { sentiment, intent, intentCorrectedBy } = message
  if (!sentiment || (!intent && !mayCorrect)) return null
  const name = intent ? intentName(t, intent.name) : t('topic.none')
  const why = intentCorrectedBy ? t('sentiment.corrected') : intent ? t('topic.sure', { share: Math.round(intent.confidence * 100) }) : ''
  const isShown = intent !== null && (Boolean(intentCorrectedBy) || intent.confidence >= sureFrom)
  return (
    <CorrectionMenu
      message={message}
      what="topic"
      name={t('topic.label', { name })}
      why={why ? `${name} · ${why}` : name}
      isShown={isShown}
      className={cx('rounded-full px-1.5', isShown && 'bg-sunken text-ink-2')}
      title={t('topic.correct')}
      value={intent?.name ?? ''}
      options={[...names.map((value) => ({ value, label: intentName(t, value) })), { value: '', label: t('topic.none') }]}
      onChange={(next) => correctTopic(message, next === '' ? null : next)}
    >
      <Icon of={Tag} size={12} />
      {name}
      {intentCorrectedBy && '✓'}
    </CorrectionMenu>
  )
}

/** The topics there are: those of Parley, this message's, and once the menu is open those the workspace taught. */
function useNames({ id, intent }: Message): string[] {
  const isOpen = useCorrecting((state) => state.message === id && state.what === 'topic')
  const [own, setOwn] = useState<string[]>([])
  useEffect(() => {
    if (isOpen) call('intent.list', {}).then(({ data }) => setOwn(data.map(({ name }) => name)), report)
  }, [isOpen])
  const names = new Set([...shippedIntents, ...own, ...(intent ? [intent.name] : [])])
  names.delete('none')
  return [...names]
}
