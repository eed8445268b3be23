import * as z from 'zod'
import { identityKind } from './customers.ts'
import { contact, cursor, dbJson, dbText, endpoint, id, limit, line, nothing, page, said, time } from './endpoint.ts'
import { textUnits } from './text-length.ts'

/** The name of an adapter: `GET /channel-kinds` lists those this server has. An open set, so that adding one changes nothing here. */
export const channelKind = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'Name a kind as GET /channel-kinds does.')
export type ChannelKind = z.infer<typeof channelKind>

/** Where a conversation takes place: privately, below a post of ours, or where somebody names us in public. */
export const surface = z.enum(['message', 'comment', 'mention'])
export type Surface = z.infer<typeof surface>

/** How long a text may be, and in how many parts a longer one goes out; counted as `measure` in `text-length.ts` does. */
export const textLimit = z.object({ n: z.number().int(), unit: z.enum(textUnits), parts: z.number().int().default(1) })
export type TextLimit = z.infer<typeof textLimit>

export const fileLimit = z.object({ maxBytes: z.number().int(), maxCount: z.number().int() })

export const capabilities = z.object({
  text: textLimit,
  attachments: fileLimit,
  receipts: z.enum(['none', 'sent', 'delivered', 'read']),
  typing: z.boolean(),
  /** Whether messages have a subject and copies, as mails do. */
  subject: z.boolean(),
  /** Of which kind an identity must be for us to write first; null: only who wrote to us can be answered. */
  starts: identityKind.nullable(),
  /** Where people meet us besides private messages, and what an answer there may hold. */
  surfaces: z.partialRecord(surface, z.object({ text: textLimit, attachments: fileLimit })).default({}),
  /** Whether messages prepared with the provider go out where free text may not. */
  templates: z.boolean().default(false),
})
export type Capabilities = z.infer<typeof capabilities>

/** A place to fill in: what the provider calls it, and what it was filled with when the template was submitted; null where it says neither. */
const templatePlace = z.object({ name: z.string().nullable(), example: z.string().nullable() })

/** A message prepared with the provider; `{{1}}`, `{{2}}`… in its text stand for its places, in their order. */
export const template = z.object({ name: z.string(), language: z.string(), text: z.string(), places: z.array(templatePlace) })
export type Template = z.infer<typeof template>

/** One thing a connection check found; `fix` says how to mend it. */
export const finding = z.object({
  level: z.enum(['ok', 'warning', 'error']),
  subject: z.string(),
  message: z.string(),
  fix: z.string().nullable(),
  field: z.string().nullable(),
  /** Which half of the channel it is about, where a channel has two. */
  side: z.enum(['receiving', 'sending']).optional(),
})
export type Finding = z.infer<typeof finding>

export const health = z.object({ state: z.enum(['unknown', 'ok', 'failing']), message: z.string().nullable(), at: time.nullable() })
export type Health = z.infer<typeof health>

export const channel = z.object({
  id,
  version: z.number().int(),
  kind: channelKind,
  name: z.string(),
  status: z.enum(['active', 'paused']),
  /** How receiving does; of a channel that is not told apart, how all of it does. */
  health,
  /** How sending does, where what went out, or a check, has told. */
  sending: health,
  capabilities,
  /** The settings without their secrets; a secret that is set reads as `{"set": true}`. */
  config: z.record(z.string(), z.unknown()),
  /** Raw events that could not be understood and wait for a replay. */
  parked: z.number().int(),
  /** Raw events with something in them this version does not know: kept, counted, and read again by a replay. */
  unknown: z.number().int(),
  /** The address to give to the provider; null where the channel takes no webhooks. */
  webhookUrl: z.string().nullable(),
  createdAt: time,
})
export type Channel = z.infer<typeof channel>

const inBoth = z.object({ en: z.string(), 'zh-CN': z.string() })

/** A field of a set-up form, made from the adapter's config schema. `name` is a dotted path. */
export const formField = z.object({
  name: z.string(),
  /** `lines`: a text of several lines. */
  type: z.enum(['text', 'lines', 'secret', 'number', 'boolean', 'choice']),
  label: inBoth,
  help: inBoth.nullable(),
  /** Rarely needed: folded away. */
  advanced: z.boolean(),
  required: z.boolean(),
  /** Which half of the channel it sets, where the form tells them apart. */
  section: z.enum(['receiving', 'sending']).nullable(),
  /** The other field, and its value, with which alone this one means anything. */
  when: z.object({ field: z.string(), value: z.string() }).nullable(),
  default: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  choices: z.array(z.object({ value: z.string(), label: inBoth })),
})
export type FormField = z.infer<typeof formField>

/** Settings of a common provider, by dotted name, to fill the form with. */
export const preset = z.object({ name: inBoth, settings: z.record(z.string(), z.union([z.string(), z.number()])) })
export type Preset = z.infer<typeof preset>

export const channelKindInfo = z.object({
  kind: channelKind,
  name: inBoth,
  /** One line: what it is for. */
  lead: inBoth,
  tier: z.enum(['stable', 'experimental']),
  /** How it is told apart on screens: a drawn icon, or one or two letters, on its colour. */
  mark: z.object({
    icon: z.enum(['chat', 'mail', 'phone', 'plug']).nullable(),
    text: z.string().max(2),
    color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  /** What to do at the provider, step by step, beside the form. `{webhook}` in a step stands for the address to give there. */
  steps: z.array(inBoth),
  fields: z.array(formField),
  presets: z.array(preset),
  capabilities,
  webhook: z.boolean(),
  /** Code for one’s own pages; `{origin}` and `{channel}` in it stand for Parley’s address and the channel’s id. Null: it needs none. */
  embed: z.string().nullable(),
  /** Settings of a stand-in for its provider, to practise with while DEMO is on; null otherwise. */
  practice: z.record(z.string(), z.unknown()).nullable(),
  /** What can be simulated on it: the kinds of messages its form offers. */
  simulates: z.array(z.enum(['text', 'image', 'voice', 'location', 'follow', 'comment', 'mention'])),
})
export type ChannelKindInfo = z.infer<typeof channelKindInfo>

/** `unknown`: taken in, but something in it is of a kind this version does not know. */
const rawStatus = z.enum(['pending', 'done', 'parked', 'unknown'])

export const rawEvent = z.object({
  id: z.string(),
  channelId: id,
  status: rawStatus,
  reason: said.nullable(),
  receivedAt: time,
  size: z.number().int(),
  /** The beginning of what came in, so that an admin can recognise it. */
  excerpt: contact,
  /** Whether what came in is still kept whole, and so can be replayed. */
  kept: z.boolean(),
})
export type RawEvent = z.infer<typeof rawEvent>

/** A mail the demo kept instead of sending it. */
export const outboxMail = z.object({
  id: z.string(),
  at: time,
  from: contact,
  to: z.array(contact),
  subject: z.string(),
  messageId: z.string(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  text: z.string(),
  size: z.number().int(),
})
export type OutboxMail = z.infer<typeof outboxMail>

const rawId = z.string().regex(/^\d{1,19}$/, 'A raw event’s id is a number.')

export const channelEndpoints = {
  'channel.kinds': endpoint('get', '/channel-kinds', 'What can be connected, and the form for each', {}, page(channelKindInfo)),
  'channel.words': endpoint(
    'get',
    '/channel-words',
    'What the channels’ adapters say to people, in Chinese: a table as `words.ts` reads it',
    {},
    z.object({ words: z.record(z.string(), z.string()) }),
  ),
  'channel.list': endpoint('get', '/channels', 'Connected channels', {}, page(channel)),
  'channel.get': endpoint('get', '/channels/:id', 'One channel', { id }, channel),
  'channel.create': endpoint('post', '/channels', 'Connect a channel', { kind: channelKind, name: line(80), config: dbJson }, channel),
  'channel.update': endpoint(
    'patch',
    '/channels/:id',
    'Change a channel; secrets left out stay as they are',
    { id, name: line(80).optional(), config: dbJson.optional() },
    channel,
  ),
  'channel.try': endpoint(
    'post',
    '/channels/check',
    'Check settings before saving them',
    { kind: channelKind, config: dbJson, channelId: id.optional() },
    page(finding),
  ),
  'channel.check': endpoint('post', '/channels/:id/check', 'Check a connected channel and say what is wrong', { id }, page(finding)),
  'channel.pause': endpoint('post', '/channels/:id/pause', 'Stop taking in and sending, keeping what waits', { id }, channel),
  'channel.resume': endpoint('post', '/channels/:id/resume', 'Go on', { id }, channel),
  'channel.templates': endpoint('get', '/channels/:id/templates', 'Messages prepared with the provider', { id }, page(template)),
  'channel.simulate': endpoint(
    'post',
    '/channels/:id/simulate',
    'Have a customer write on a demo channel: signed like the provider signs, in by the same door',
    {
      id,
      from: line(60),
      type: z.enum(['text', 'image', 'voice', 'location', 'follow', 'comment', 'mention']).default('text'),
      text: dbText(2_000).default(''),
    },
    nothing,
  ),
  'raw.list': endpoint(
    'get',
    '/channels/:id/raw-events',
    'Raw events of a channel, newest first',
    { id, status: rawStatus.default('parked'), cursor: cursor.optional(), limit },
    page(rawEvent),
  ),
  'raw.replay': endpoint('post', '/raw-events/:rawId/replay', 'Process a raw event again', { rawId }, rawEvent),
  'outbox.list': endpoint(
    'get',
    '/outbox',
    'Mails kept in the local outbox instead of being sent',
    { cursor: cursor.optional(), limit },
    page(outboxMail),
  ),
  'outbox.clear': endpoint('delete', '/outbox', 'Empty the local outbox', {}, nothing),
} as const

export const channelEvents = {
  'channel.created': z.object({ channel }),
  'channel.updated': z.object({ channel }),
} as const
