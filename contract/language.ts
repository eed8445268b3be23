import * as z from 'zod'
import { cursor, endpoint, id, limit, line, nothing, page, time } from './endpoint.ts'
import { message, sentimentLabel } from './messages.ts'

/** What a person said of a message against what the model had said: kept as training data. */
export const correction = z.object({
  messageId: id,
  conversationId: id,
  text: z.string(),
  label: sentimentLabel,
  /** The model's word and its version. */
  was: sentimentLabel,
  model: z.string(),
  by: z.object({ id, name: z.string() }),
  at: time,
})
export type Correction = z.infer<typeof correction>

/** An intent the bot and the inbox know, and what a workspace has taught about it. */
export const intentInfo = z.object({
  name: z.string(),
  /** How many phrases come with Parley, and how many the workspace added. */
  shipped: z.number().int(),
  own: z.number().int(),
  /** Found by keywords before anything is weighed: it cannot be taught. */
  byRule: z.boolean(),
})
export type IntentInfo = z.infer<typeof intentInfo>

export const phrase = z.object({ id, intent: z.string(), text: z.string(), by: z.object({ id, name: z.string() }), at: time })
export type Phrase = z.infer<typeof phrase>

export const intentGuess = z.object({ name: z.string().nullable(), confidence: z.number() })

/** What one more phrase would change, over phrases held back from learning and over recent messages of customers. */
export const phrasePreview = z.object({
  before: intentGuess,
  after: intentGuess,
  accuracy: z.object({ before: z.number(), after: z.number() }),
  changes: z.array(z.object({ text: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
export type PhrasePreview = z.infer<typeof phrasePreview>

/** Phrases held back from learning, by what they are (row) and what they were taken for (column; the last: for nothing). */
export const confusion = z.object({ intents: z.array(z.string()), rows: z.array(z.array(z.number().int())), accuracy: z.number() })

/** The reading of all history with the model there is now. */
export const rescoring = z.object({
  model: z.string(),
  state: z.enum(['running', 'done']),
  /** 0 … 1 */
  progress: z.number(),
  startedAt: time,
  finishedAt: time.nullable(),
})

export const moodPoint = z.object({
  messageId: id,
  conversationId: id,
  at: time,
  score: z.number(),
  label: sentimentLabel,
  /** Where the mood stood after it, and what that is called. */
  mood: z.number(),
  moodLabel: sentimentLabel,
})
export type MoodPoint = z.infer<typeof moodPoint>

const intentName = z.string().regex(/^[a-z][a-z_]{1,39}$/, 'Name the intent in lower-case letters, such as order_status.')

export const languageEndpoints = {
  'message.judge': endpoint(
    'post',
    '/messages/:id/sentiment',
    'Say how a customer’s message really sounds; kept as training data',
    { id, label: sentimentLabel },
    message,
  ),
  'message.unjudge': endpoint(
    'delete',
    '/messages/:id/sentiment',
    'Take back what a person said of a message’s mood: it goes from the training data, and the model’s word counts again',
    { id },
    message,
  ),
  'message.set_intent': endpoint(
    'post',
    '/messages/:id/intent',
    'Say what a customer’s message really wants: an intent that is known here, or null for none of them',
    { id, intent: intentName.nullable() },
    message,
  ),
  'message.reset_intent': endpoint(
    'delete',
    '/messages/:id/intent',
    'Take back what a person said of a message’s intent: the model’s word counts again',
    { id },
    message,
  ),
  'customer.mood': endpoint(
    'get',
    '/customers/:id/mood',
    'How a customer sounded over their last 200 messages, oldest first',
    { id },
    page(moodPoint),
  ),
  'correction.list': endpoint(
    'get',
    '/corrections',
    'Corrections of sentiment, newest first',
    { cursor: cursor.optional(), limit },
    page(correction),
  ),
  'intent.list': endpoint('get', '/intents', 'Intents, by name', {}, page(intentInfo)),
  'intent.confusion': endpoint(
    'get',
    '/intents/confusion',
    'Which intents are taken for which, over phrases held back from learning',
    {},
    confusion,
  ),
  'phrase.list': endpoint(
    'get',
    '/intents/:intent/phrases',
    'What this workspace taught about an intent, newest first',
    { intent: intentName },
    page(phrase),
  ),
  'phrase.preview': endpoint(
    'post',
    '/intents/:intent/preview',
    'What would change if this phrase meant this intent',
    { intent: intentName, text: line(200) },
    phrasePreview,
  ),
  'phrase.add': endpoint(
    'post',
    '/intents/:intent/phrases',
    'Teach that a phrase means an intent; a name not known yet makes a new one',
    { intent: intentName, text: line(200) },
    phrase,
  ),
  'phrase.remove': endpoint('delete', '/phrases/:id', 'Forget a phrase of the workspace’s own', { id }, nothing),
  'rescoring.get': endpoint(
    'get',
    '/rescoring',
    'How far the reading of history with the present model has got',
    {},
    z.object({ rescoring: rescoring.nullable() }),
  ),
} as const

export const languageEvents = {
  /** All history was read with a new model: screens fetch anew what they show of sentiment. */
  'history.rescored': z.object({ model: z.string() }),
} as const
