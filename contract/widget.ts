import * as z from 'zod'
import { id, dbText, time } from './endpoint.ts'
import { attachment } from './files.ts'

/** The visitor's side of web chat: `POST /widget/session`, then socket.io namespace `/widget` at `/realtime`. */
export const widgetSessionInput = z.strictObject({
  channelId: id,
  /** The token of an earlier visit. */
  token: z.string().max(2000).optional(),
  /** Signed by the shop's server: hash = hex(HMAC-SHA256(identity secret, id)). */
  identity: z
    .strictObject({
      id: dbText(200).min(1),
      hash: dbText(128),
      name: dbText(120).optional(),
      email: dbText(254).optional(),
    })
    .optional(),
  /** What the page claims without proof; shown as claimed, opens no history. */
  claim: z.strictObject({ name: dbText(120).optional(), email: dbText(254).optional() }).optional(),
})
export type WidgetSessionInput = z.infer<typeof widgetSessionInput>

export const widgetSession = z.object({
  token: z.string(),
  visitorId: z.string(),
  verified: z.boolean(),
  channel: z.object({ name: z.string(), greeting: z.string(), color: z.string(), locale: z.enum(['en', 'zh-CN', 'auto']) }),
})
export type WidgetSession = z.infer<typeof widgetSession>

/** A message as the visitor may see it: no notes, no events, no names but the agent's. */
export const widgetMessage = z.object({
  id,
  version: z.number().int(),
  position: z.number().int(),
  mine: z.boolean(),
  author: z.string(),
  text: z.string(),
  attachments: z.array(attachment.extend({ url: z.string() })),
  /** Of the visitor's own: received, read (an agent opened it); of ours: sent, delivered, read. */
  status: z.enum(['received', 'sent', 'delivered', 'read']),
  at: time,
})
export type WidgetMessage = z.infer<typeof widgetMessage>

export const widgetSend = z.strictObject({ id, text: dbText(10_000).default(''), attachmentIds: z.array(id).max(10).default([]) })
export const widgetReceipt = z.strictObject({ status: z.enum(['delivered', 'read']), upTo: id })

type Ack<T> = (answer: { ok: true; data: T } | { ok: false; code: string; message: string }) => void

export type VisitorToServer = {
  /** Stored before it is acknowledged; the same id again is acknowledged again and stored once. */
  send: (input: z.input<typeof widgetSend>, ack: Ack<{ id: string }>) => void
  history: (input: { after?: number; before?: number }, ack: Ack<{ messages: WidgetMessage[]; more: boolean }>) => void
  receipt: (input: z.infer<typeof widgetReceipt>) => void
  typing: () => void
}
export type ServerToVisitor = {
  messages: (messages: WidgetMessage[]) => void
  typing: (who: { name: string }) => void
  /** An agent has opened everything up to this position: the visitor's own messages up to there are read. */
  seen: (upTo: { position: number }) => void
  /** Whether somebody is here to answer. */
  here: (isSomebody: boolean) => void
}
