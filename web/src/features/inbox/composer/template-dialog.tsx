import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../../../contract/channels.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { call } from '../../../api.ts'
import { send } from '../../../sync/outbox.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { LoadingState } from '../../settings/loading-state.tsx'
import { useLoaded } from '../../settings/use-loaded.ts'
import { filled } from './fill-template.ts'
import { TemplateForm } from './template-form.tsx'
import { TemplateList } from './template-list.tsx'

type Props = { conversation: Conversation; seen: number; onClose: () => void }

/** Chooses a message prepared with the provider, fills its places in, and sends it. */
export default function TemplateDialog({ conversation, seen, onClose }: Props) {
  const { t } = useTranslation()
  const { id, channelId } = conversation
  const read = useCallback(() => call('channel.templates', { id: channelId }), [channelId])
  const { phase, data, why, again } = useLoaded(read)
  const [chosen, setChosen] = useState<Template>()
  const submit = (template: Template, variables: string[]) => {
    const { name, language } = template
    const text = filled(template, variables)
    void send({ conversationId: id, kind: 'text', text, attachments: [], seen, template: { name, language, variables } })
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={chosen ? chosen.name : t('templates.title')} hint={chosen ? undefined : t('templates.lead')} wide>
      {chosen && <TemplateForm template={chosen} onBack={() => setChosen(undefined)} onSend={(variables) => submit(chosen, variables)} />}
      {!chosen && data && <TemplateList templates={data.data} onChoose={setChosen} />}
      {!data && <LoadingState phase={phase} why={why} onAgain={again} />}
    </Dialog>
  )
}
