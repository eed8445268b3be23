import type { Channel } from '../../contract/channels.ts'
import type { Allowance, Conversation, OwnConversation } from '../../contract/conversations.ts'
import type { Customer } from '../../contract/customers.ts'
import type { DomainEvent, EventData, EventName } from '../../contract/events.ts'
import type { Message } from '../../contract/messages.ts'
import type { User } from '../../contract/users.ts'

const at = '2026-11-20T02:00:00.000Z'

export function user(part: Partial<User> = {}): User {
  return {
    id: 'u1',
    version: 1,
    name: '林晚',
    email: 'lin@example.cn',
    role: 'owner',
    locale: 'en',
    disabledAt: null,
    createdAt: at,
    ...part,
  }
}

export function channel(part: Partial<Channel> = {}): Channel {
  return {
    id: 'ch1',
    version: 1,
    kind: 'webchat',
    name: 'Shop',
    status: 'active',
    health: { state: 'ok', message: null, at },
    sending: { state: 'ok', message: null, at },
    capabilities: {
      text: { n: 10_000, unit: 'chars', parts: 1 },
      attachments: { maxBytes: 1_000_000, maxCount: 3 },
      receipts: 'read',
      typing: true,
      subject: false,
      starts: null,
      surfaces: {},
      templates: false,
    },
    config: {},
    parked: 0,
    unknown: 0,
    webhookUrl: null,
    createdAt: at,
    ...part,
  }
}

export function customer(part: Partial<Customer> = {}): Customer {
  return {
    id: 'cu1',
    version: 1,
    name: '赵敏',
    identities: [],
    company: null,
    birthday: null,
    ownerId: null,
    teamId: null,
    labelIds: [],
    preferences: { channel: null, locale: null },
    fields: {},
    states: {},
    mergedIds: [],
    access: [],
    erased: false,
    createdAt: at,
    lastSeenAt: null,
    ...part,
  }
}

export function conversation(part: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    version: 1,
    channelId: 'ch1',
    channelKind: 'webchat',
    threadKey: 'visitor:v1',
    customer: { id: 'cu1', name: '赵敏' },
    subject: null,
    surface: 'message',
    post: null,
    status: 'open',
    assigneeId: null,
    teamId: null,
    access: [],
    mood: null,
    unseen: 0,
    received: 0,
    settled: 0,
    waitingSince: null,
    position: 0,
    lastMessage: { preview: '你好', unsupported: null, kind: 'text', direction: 'in', status: 'received', at },
    relatedId: null,
    createdAt: at,
    updatedAt: at,
    ...part,
  }
}

/** The same as an endpoint answers it. */
export function ownConversation(part: Partial<OwnConversation> = {}): OwnConversation {
  return { ...conversation(part), unread: 0, reading: { version: 0, received: 0, marked: false }, labelIds: [], ...part }
}

export function message(part: Partial<Message> = {}): Message {
  return {
    id: 'm1',
    version: 1,
    conversationId: 'c1',
    externalId: null,
    position: 1,
    kind: 'text',
    direction: 'in',
    author: { type: 'customer', id: null, name: '赵敏' },
    text: '你好',
    quoted: null,
    hasHtml: false,
    subject: null,
    addresses: null,
    forwardOf: null,
    attachments: [],
    status: 'received',
    reason: null,
    undelivered: [],
    auto: false,
    senderVerified: null,
    event: null,
    place: null,
    unsupported: null,
    reactions: [],
    editedAt: null,
    recalledAt: null,
    parts: null,
    template: null,
    sentiment: null,
    intent: null,
    intentCorrectedBy: null,
    sentAt: at,
    createdAt: at,
    ...part,
  }
}

export const allowance: Allowance = {
  allowed: true,
  reason: null,
  textLimit: { n: 10_000, unit: 'chars', parts: 1 },
  attachments: { maxBytes: 1_000_000, maxCount: 3 },
  remaining: null,
  until: null,
  fallback: null,
  recipients: null,
}

let last = 0

/** An event of the feed; cursors grow with every call. */
export function event<N extends EventName>(name: N, data: EventData<N>): DomainEvent {
  return { cursor: `1.${++last}`, workspaceId: 'w1', name, data, at } as DomainEvent
}

/** An event about a message. */
export function messageEvent(name: `message.${string}` & EventName, about: Message): DomainEvent {
  return event(name, { message: about, thread: { channelId: 'ch1', key: 'visitor:v1', access: [] } })
}
