import * as z from 'zod'

const text = z.string().optional().catch(undefined)
const id = z.string().min(1)
const anything = z.unknown().optional()
const list = z.array(z.unknown()).default([])

/** The fields of Cloud API webhooks that we read (Webhooks, "messages" and "smb_message_echoes"); everything else passes by. */
export const value = z.looseObject({ contacts: list, messages: list, statuses: list, message_echoes: list, errors: list })
export type Value = z.infer<typeof value>

const ofNumber = z.looseObject({ value: z.looseObject({ metadata: z.looseObject({ phone_number_id: z.string() }) }) })

/** Of which of the app's numbers a change tells, where it says so. */
export const numberIn = (change: unknown) => ofNumber.safeParse(change).data?.value.metadata.phone_number_id

const profile = z.looseObject({ name: text, username: text }).optional().catch(undefined)
export const contact = z.looseObject({ wa_id: text, user_id: text, profile })
export type Contact = z.infer<typeof contact>

const phone = z.string().regex(/^\d{4,20}$/)

/** `from` is missing of whoever writes under a user name and hides the number; `from_user_id` then names them, for this business alone. */
export const message = z.looseObject({
  id,
  from: phone.optional(),
  from_user_id: z.string().min(1).max(200).optional(),
  to: phone.optional(),
  timestamp: anything,
  type: z.string(),
  context: z.looseObject({ id: text }).nullish().catch(undefined),
  referral: z.looseObject({ headline: text, source_url: text }).nullish().catch(undefined),
})
export type Message = z.infer<typeof message>

const edited = z.looseObject({ type: z.string() }).optional()
export const change = z.looseObject({ message_id: text, emoji: text, original_message_id: text, message: edited.catch(undefined) })

const details = z.looseObject({ details: text }).optional().catch(undefined)
export const problem = z.looseObject({ code: z.number(), title: z.string().catch(''), error_data: details })
const problems = z.array(problem).catch([]).default([])
export const status = z.looseObject({ id, status: z.string(), timestamp: anything, errors: problems })
export type Status = z.infer<typeof status>
