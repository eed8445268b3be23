import type pg from 'pg'
import type { InboundEdit, InboundReaction, InboundRecall } from '../channels/index.ts'
import { normalizeIdentity } from '../customers/index.ts'
import { groupBy } from '../server/group.ts'
import { modelsOf } from './language/intents.ts'
import { readMessage, type Reading } from './language/read.ts'
import type { KeptReaction } from './messages.ts'
import type { Direction } from './conversations.ts'
import { tellChanged, type WorkspaceEvent } from './tell-changed.ts'
import type { Known, Told } from './told.ts'
import { bounded } from './window.ts'

type Change = Told<InboundEdit | InboundRecall | InboundReaction>

/**
 * Changes customers' messages as their writers did: an edit puts the new words in the place of the old ones, a recall leaves none, and what
 * both took away stays in the raw event alone. Reactions are kept by person, on messages of either side. What is older than what stands
 * changes nothing, so order and repeats do not matter. Answers the events to emit.
 */
export async function applyChanges(client: pg.ClientBase, told: (Told & { message: Known | undefined })[]): Promise<WorkspaceEvent[]> {
  const changes = told.flatMap((one) => (one.message && isChange(one) ? [{ ...one, messageId: one.message.messageId }] : []))
  if (changes.length === 0) return []
  const byMessage = groupBy(changes, ({ messageId }) => messageId)
  const changed = (await load(client, [...byMessage.keys()])).flatMap((before) => {
    const after = (byMessage.get(before.id) ?? []).reduce(apply, before)
    return after === before ? [] : [after]
  })
  await save(client, await reread(client, changed))
  return tellChanged(
    client,
    changed.map(({ id }) => id),
    changed.filter(({ rewritten }) => rewritten).map(({ id }) => id),
  )
}

function isChange(told: Told): told is Change {
  return told.item.type === 'edit' || told.item.type === 'recall' || told.item.type === 'reaction'
}

type Kept = {
  id: string
  workspace_id: string
  direction: Direction
  customer_name: string
  text: string
  auto: boolean
  corrected: boolean
  intent_corrected: boolean
  edited_at: string | null
  recalled_at: string | null
  reactions: KeptReaction[]
  /** Its words are not what they were. */
  rewritten?: boolean
}

async function load(client: pg.ClientBase, ids: string[]): Promise<Kept[]> {
  const { rows } = await client.query<Kept>({
    name: 'load-changing',
    text: `SELECT m.id, m.workspace_id, m.direction, root.name AS customer_name, m.text, m.auto, m.corrected_by_id IS NOT NULL AS corrected, m.intent_by_id IS NOT NULL AS intent_corrected, m.edited_at,
                  m.recalled_at, m.reactions
             FROM messages m JOIN conversations c ON c.id = m.conversation_id JOIN customers own ON own.id = c.customer_id
             JOIN customers root ON root.id = own.root_id WHERE m.id = ANY ($1::uuid[]) ORDER BY m.id FOR NO KEY UPDATE OF m`,
    values: [ids],
  })
  return rows
}

function apply(message: Kept, { item, receivedAt }: Change): Kept {
  const at = bounded(item.at, receivedAt)
  if (item.type === 'reaction') return react(message, item, at)
  // Whoever wrote a message may change it; nobody outside may change ours.
  if (message.direction !== 'in' || message.recalled_at !== null) return message
  if (item.type === 'recall') return { ...message, text: '', recalled_at: at, rewritten: true }
  if (message.edited_at !== null && message.edited_at >= at) return message
  return { ...message, text: item.text, edited_at: at, rewritten: true }
}

/** More people than that on one message are not told apart any more. */
const mostReactions = 200

function react(message: Kept, { from, emoji }: InboundReaction, at: string): Kept {
  const key = `${from.kind} ${normalizeIdentity(from.kind, from.value)}`
  const before = message.reactions.find((one) => one.key === key)
  if (before ? before.at >= at : message.reactions.length >= mostReactions) return message
  const reaction = { key, by: from.name ?? before?.by ?? message.customer_name, emoji: emoji?.slice(0, 64).toWellFormed() ?? null, at }
  return { ...message, reactions: [...message.reactions.filter((one) => one !== before), reaction] }
}

type Saved = Omit<Kept, 'customer_name' | 'direction'> & { reading?: Partial<Reading> }

/** How the new words sound and what they want; what a person corrected stays. */
async function reread(client: pg.ClientBase, changed: Kept[]): Promise<Saved[]> {
  const read = changed.filter(({ rewritten }) => rewritten)
  if (read.length === 0) return changed
  const models = await modelsOf(client, [...new Set(read.map((message) => message.workspace_id))])
  return changed.map((message) =>
    read.includes(message)
      ? { ...message, reading: uncorrected(message, readMessage(message, models.get(message.workspace_id))) }
      : message,
  )
}

/** What the model may say of a message: what a person corrected stays. */
function uncorrected({ corrected, intent_corrected }: Kept, reading: Reading): Partial<Reading> {
  const { intent, intent_score, ...mood } = reading
  return { ...(!corrected && mood), ...(!intent_corrected && { intent, intent_score }) }
}

async function save(client: pg.ClientBase, changed: Saved[]): Promise<void> {
  if (changed.length === 0) return
  await client.query({
    name: 'save-changed',
    text: `UPDATE messages m SET version = m.version + 1, edited_at = w.edited_at, recalled_at = w.recalled_at, reactions = w.reactions,
             text = CASE WHEN w.rewritten THEN w.text ELSE m.text END,
             html = CASE WHEN w.rewritten THEN NULL ELSE m.html END, quoted = CASE WHEN w.rewritten THEN NULL ELSE m.quoted END,
             subject = CASE WHEN w.recalled_at IS NULL THEN m.subject END, place = CASE WHEN w.recalled_at IS NULL THEN m.place END,
             unsupported = CASE WHEN NOT coalesce(w.rewritten, false) THEN m.unsupported END,
             (sentiment, sentiment_score, confidence, model, intent, intent_score) = (
               SELECT s.sentiment, s.sentiment_score, s.confidence, s.model, s.intent, s.intent_score
                 FROM jsonb_populate_record(m, coalesce(w.reading, '{}')) AS s)
             FROM jsonb_to_recordset($1::jsonb) AS w (id uuid, text text, edited_at timestamptz, recalled_at timestamptz, reactions jsonb, rewritten boolean, reading jsonb)
            WHERE m.id = w.id`,
    values: [JSON.stringify(changed)],
  })
}
