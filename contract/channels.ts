import * as z from 'zod'
import { identityKind } from './customers.ts'
import { contact, cursor, endpoint, id, limit, line, nothing, page, time } from './endpoint.ts'

export const channelKind = z.enum(['webchat', 'email'])
export type ChannelKind = z.infer<typeof channelKind>

export const capabilities = z.object({
  text: z.object({ n: z.number().int(), unit: z.enum(['chars', 'bytes']) }),
  attachments: z.object({ maxBytes: z.number().int(), maxCount: z.number().int() }),
  receipts: z.enum(['none', 'sent', 'delivered', 'read']),
  typing: z.boolean(),
  subject: z.boolean(),
  /** Of which kind an identity must be for us to write first; null: only who wrote to us can be answered. */
  starts: identityKind.nullable(),
})
export type Capabilities = z.infer<typeof capabilities>

/** One thing a connection check found; `fix` says how to mend it. */
export const finding = z.object({
  level: z.enum(['ok', 'warning', 'error']),
  subject: z.string(),
  message: z.string(),
  fix: z.string().nullable(),
  field: z.string().nullable(),
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
  health,
  capabilities,
  /** The settings without their secrets; a secret that is set reads as `{"set": true}`. */
  config: z.record(z.string(), z.unknown()),
  /** Raw events that could not be understood and wait for a replay. */
  parked: z.number().int(),
  createdAt: time,
})
export type Channel = z.infer<typeof channel>

const inBoth = z.object({ en: z.string(), 'zh-CN': z.string() })

/** A field of a set-up form, made from the adapter's config schema. `name` is a dotted path. */
export const formField = z.object({
  name: z.string(),
  type: z.enum(['text', 'secret', 'number', 'boolean', 'choice']),
  label: inBoth,
  help: inBoth.nullable(),
  required: z.boolean(),
  default: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  choices: z.array(z.object({ value: z.string(), label: inBoth })),
})
export type FormField = z.infer<typeof formField>

export const channelKindInfo = z.object({
  kind: channelKind,
  name: inBoth,
  fields: z.array(formField),
  capabilities,
})
export type ChannelKindInfo = z.infer<typeof channelKindInfo>

export const rawEvent = z.object({
  id: z.string(),
  channelId: id,
  status: z.enum(['pending', 'done', 'parked']),
  reason: z.string().nullable(),
  receivedAt: time,
  size: z.number().int(),
  /** The beginning of what came in, so that an admin can recognise it. */
  excerpt: contact,
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

const config = z.record(z.string(), z.unknown())
const rawId = z.string().regex(/^\d{1,19}$/, 'A raw event’s id is a number.')

export const channelEndpoints = {
  'channel.kinds': endpoint('get', '/channel-kinds', 'What can be connected, and the form for each', {}, page(channelKindInfo)),
  'channel.list': endpoint('get', '/channels', 'Connected channels', {}, page(channel)),
  'channel.get': endpoint('get', '/channels/:id', 'One channel', { id }, channel),
  'channel.create': endpoint('post', '/channels', 'Connect a channel', { kind: channelKind, name: line(80), config }, channel),
  'channel.update': endpoint(
    'patch',
    '/channels/:id',
    'Change a channel; secrets left out stay as they are',
    { id, name: line(80).optional(), config: config.optional() },
    channel,
  ),
  'channel.try': endpoint(
    'post',
    '/channels/check',
    'Check settings before saving them',
    { kind: channelKind, config, channelId: id.optional() },
    page(finding),
  ),
  'channel.check': endpoint('post', '/channels/:id/check', 'Check a connected channel and say what is wrong', { id }, page(finding)),
  'channel.pause': endpoint('post', '/channels/:id/pause', 'Stop taking in and sending, keeping what waits', { id }, channel),
  'channel.resume': endpoint('post', '/channels/:id/resume', 'Go on', { id }, channel),
  'raw.list': endpoint(
    'get',
    '/channels/:id/raw-events',
    'Raw events of a channel, newest first',
    { id, status: z.enum(['pending', 'done', 'parked']).default('parked'), cursor: cursor.optional(), limit },
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
