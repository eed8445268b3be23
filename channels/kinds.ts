import type { ChannelKindInfo } from '../contract/channels.ts'
import { env } from '../server/env.ts'
import { formFields } from './form.ts'
import { practiceUrl } from './provider/peers.ts'
import { simulatorOf } from './simulate.ts'
import { adapters } from './table.ts'

/** What can be connected, with the form for each. */
export async function listKinds(): Promise<{ data: ChannelKindInfo[]; next: null }> {
  const data = [...adapters.values()].map(
    ({ kind, name, lead, tier, mark, steps, config, capabilities, verify, embed, demo, presets }) => ({
      ...{ kind, name, lead, tier, mark, steps, capabilities },
      fields: formFields(config),
      presets: presets ?? [],
      webhook: verify !== undefined,
      embed: embed ?? null,
      practice: env().DEMO && demo ? (demo.config(practiceUrl) as Record<string, unknown>) : null,
      simulates: simulatorOf(kind)?.simulates ?? [],
    }),
  )
  return { data, next: null }
}
