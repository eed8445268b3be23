import { useCallback, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Template } from '../../../../../contract/channels.ts'
import type { TemplateUse } from '../../../../../contract/messages.ts'
import { call } from '../../../api.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { LoadingState } from '../../settings/loading-state.tsx'
import { useLoaded } from '../../settings/use-loaded.ts'
import { filled } from './fill-template.ts'
import { TemplateForm } from './template-form.tsx'
import { TemplateList } from './template-list.tsx'

type Props = {
  channelId: string
  /** Hears the text as the customer will read it. */ onSend: (text: string, template: TemplateUse) => void
  onClose: () => void
}

/** Chooses a message prepared with the provider, fills its places in, and hands it over to be sent. */
export default function TemplateDialog({ channelId, onSend, onClose }: Props) {
  const { t } = useTranslation()
  const read = useCallback(() => call('channel.templates', { id: channelId }), [channelId])
  const { phase, data, why, again } = useLoaded(read)
  const [chosen, setChosen] = useState<Template>()
  const submit = (template: Template, variables: string[]) => {
    const { name, language } = template
    onSend(filled(template, variables), { name, language, variables })
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
