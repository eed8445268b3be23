import * as z from 'zod'

const maybe = z.string().optional().catch(undefined)
const file = z.looseObject({ id: z.string(), name: maybe, mimetype: maybe, size: z.number().optional(), url_private_download: maybe })
const list = z.array(z.unknown()).catch([]).default([])
const said = z.object({
  ts: maybe,
  subtype: maybe,
  user: maybe,
  bot_id: maybe,
  text: maybe,
  thread_ts: maybe,
  blocks: list,
  attachments: list,
})
const other = said.optional().catch(undefined)

/** The fields of all the events that are read here; which of them an event has, its type and subtype say. */
const event = said.extend({
  ...{ type: z.string(), channel: maybe, deleted_ts: maybe, reaction: maybe, event_ts: maybe, message: other, previous_message: other },
  item: z.object({ channel: maybe, ts: maybe }).optional().catch(undefined), // prettier-ignore
  files: z.array(file.nullable().catch(null)).catch([]).default([]), // prettier-ignore
})
export type Event = z.infer<typeof event>

/** What the Events API posts and Socket Mode wraps. https://docs.slack.dev/apis/events-api */
export const envelope = z.looseObject({ type: maybe, team_id: maybe, context_team_id: maybe, event: event.optional() })
