import * as z from 'zod'

/** Ids go into addresses and queries, so they hold nothing that means something there. */
const id = z.string().regex(/^[\w@.:-]{1,128}$/)
const words = ['CreateTime', 'Content', 'MediaId', 'Recognition', 'Location_X', 'Location_Y', 'Label', 'PagePath', 'MusicUrl'] as const
const more = ['Title', 'Description', 'Url', 'Event', 'EventKey', 'Status', 'MsgId', 'MsgID'] as const

/** A message or event of an Official Account, in the clear. All is text; what is missing, repeated or holds more elements is none of ours. */
export const payload = z.looseObject({ FromUserName: id, MsgType: id, ...textsOf(words), ...textsOf(more) })
export type Payload = z.infer<typeof payload>

function textsOf<Name extends string>(names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, z.string().catch('')])) as Record<Name, z.ZodCatch<z.ZodString>>
}
