import * as z from 'zod'

const text = z.string().optional().catch(undefined)
const id = z.string().min(1)
const anything = z.unknown().optional()
const list = z.array(z.unknown()).default([])

/** The fields of Cloud API webhooks that we read (Webhooks, "messages" and "smb_message_echoes"); everything else passes by. */
export const value = z.looseObject({ contacts: list, messages: list, calls: list, statuses: list, message_echoes: list, errors: list })
export type Value = z.infer<typeof value>

const ofNumber = z.looseObject({ value: z.looseObject({ metadata: z.looseObject({ phone_number_id: z.string() }) }) })

/** Of which of the app's numbers a change tells, where it says so. */
export const numberIn = (change: unknown) => ofNumber.safeParse(change).data?.value.metadata.phone_number_id

const profile = z.looseObject({ name: text, username: text }).optional().catch(undefined)
export const contact = z.looseObject({ wa_id: text, user_id: text, profile })
export type Contact = z.infer<typeof contact>

const phone = z.string().regex(/^\d{4,20}$/)

const asked = z.looseObject({ product_retailer_id: text }).optional().catch(undefined)
/** Whoever writes under a user name hides the number: `from` is then missing, empty or the id that `from_user_id` gives, good for this business alone. */
const said = z.looseObject({
  id,
  from: z.string().max(200).optional(),
  from_user_id: z.string().max(200).optional(),
  to: phone.optional(),
  group_id: text,
  timestamp: anything,
  context: z.looseObject({ id: text, referred_product: asked }).nullish().catch(undefined),
})
export type Said = z.infer<typeof said>

/** By which ids somebody is named: their number, the user id, or both. */
export function idsOf({ from, from_user_id: userId }: Said): { number?: string | undefined; user?: string | undefined } {
  const number = phone.safeParse(from).data
  return { number, user: userId || (number ? undefined : from) || undefined }
}

const system = z.looseObject({ system: z.looseObject({ type: z.string(), wa_id: anything, new_wa_id: anything }) })

/** The number somebody changed to, in a message of WhatsApp's own that says so; documents and callbacks differ in the field's name. */
export function newNumber(message: object): string | undefined {
  const told = system.safeParse(message).data?.system
  if (told?.type !== 'user_changed_number' && told?.type !== 'customer_changed_number') return undefined
  return phone.safeParse(String(told.new_wa_id ?? told.wa_id ?? '')).data
}

const referral = z.looseObject({ headline: text, source_url: text }).nullish().catch(undefined)
export const message = said.extend({ type: z.string(), referral })
export type Message = z.infer<typeof message>
export const unsupported = z.looseObject({ type: z.string().min(1) })

export const call = said.extend({ event: text, direction: text, status: text, duration: z.number().optional().catch(undefined) })
export type Call = z.infer<typeof call>

const edited = z.looseObject({ type: z.string() }).optional()
export const change = z.looseObject({ message_id: text, emoji: text, original_message_id: text, message: edited.catch(undefined) })

const details = z.looseObject({ details: text }).optional().catch(undefined)
export const problem = z.looseObject({ code: z.number(), title: z.string().catch(''), error_data: details })
const problems = z.array(problem).catch([]).default([])
export const status = z.looseObject({ id, status: z.string(), timestamp: anything, errors: problems })
export type Status = z.infer<typeof status>
