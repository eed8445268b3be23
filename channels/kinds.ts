import { channelKind, type ChannelKindInfo } from '../contract/channels.ts'
import { formFields } from './form.ts'
import { adapterFor } from './table.ts'

/** What can be connected, with the form for each. */
export async function listKinds(): Promise<{ data: ChannelKindInfo[]; next: null }> {
  const data = channelKind.options.map((kind) => {
    const { name, config, capabilities } = adapterFor(kind)
    return { kind, name, fields: formFields(config), capabilities }
  })
  return { data, next: null }
}
