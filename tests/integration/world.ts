import { v7 } from 'uuid'
import type { EndpointName, RawInput } from '../../contract/api.ts'
import { createInvite } from '../../accounts/invites.ts'
import { lockCustomer } from '../../customers/change.ts'
import { propose } from '../../customers/profile/propose.ts'
import { deliver } from '../../inbox/deliver.ts'
import { pool } from '../../server/db.ts'
import { call } from './call.ts'
import { apiOf } from './http.ts'
import { chatRaw, identitySecret, mailIn, newConversation, newScene, receiveAll, type Scene } from './scene.ts'
import { newPerson, signedIn } from './workspaces.ts'

/** A workspace with at least one row of everything, and the ids of them by kind. */
export async function newWorld(url: () => string, mark: string) {
  const scene = await newScene()
  const api = apiOf(url, scene.owner.token)
  const chat = await newConversation(scene, undefined, `${mark} text of a visitor`)
  await mailIn(scene, { from: `"${mark} sender" <${mark}@example.com>`, subject: `${mark} subject`, text: `${mark} mail`, headers: [] })
  await chatRaw(scene, `${mark} unreadable`)
  await receiveAll()
  const customer = (await api('POST', 'customers', { name: `${mark} customer`, email: `${mark}-customer@example.com` })).body as {
    id: string
    identities: { id: string }[]
  }
  const upload = await uploaded(url, scene, `${mark}.txt`)
  const field = (await api('POST', 'fields', { name: `${mark} field`, type: 'text' })).body as { id: string }
  const erasable = (await api('POST', 'customers', { name: `${mark} leaves` })).body as { id: string }
  const [label, spareLabel] = await named(api, 'labels', [`${mark} label`, `${mark} spare label`], {})
  const condition = { field: 'name', op: 'contains', value: mark }
  const [segment, spareSegment] = await named(api, 'segments', [`${mark} segment`, `${mark} spare segment`], { condition })
  const conflict = await disagreement(scene, customer.id, `${mark} company`)
  const sentFile = await uploaded(url, scene, `${mark}-sent.txt`)
  const imports = await importsOf(url, scene, mark)
  const reply = await api('POST', `conversations/${chat.id}/messages`, { text: `${mark} answer`, attachmentIds: [sentFile] })
  await deliver(chat.id)
  const twins = await twinsOf(scene, api, mark)
  const second = await newPerson(scene.workspaceId)
  const invite = await createInvite(scene.owner.context, { email: `${mark}-invited@example.com`, role: 'agent' })
  const role = (await api('POST', 'roles', { name: `${mark} role`, permissions: ['inbox.read'], scope: 'own', masked: ['phone'] }))
    .body as { id: string }
  const [team, spareTeam] = await named(api, 'teams', [`${mark} team`, `${mark} spare team`], { memberIds: [second.id] })
  const phrase = (await api('POST', 'intents/refund/phrases', { text: `${mark} give it back` })).body as { id: string }
  const heard = await pool().query<{ id: string }>(`SELECT id FROM messages WHERE conversation_id = $1 AND direction = 'in'`, [chat.id])
  const remoteFile = await failedFile(scene, heard.rows[0]!.id, mark)
  const view = (await api('POST', 'views', { name: `${mark} view`, condition: { all: [] }, sort: 'newest', shared: true })).body as {
    id: string
  }
  const other = await signedIn(scene.owner.id, scene.workspaceId)
  const parked = await pool().query<{ id: string }>(`SELECT id::text FROM raw_events WHERE workspace_id = $1 AND status = 'parked'`, [
    scene.workspaceId,
  ])
  const mail = await pool().query<{ id: string }>('SELECT id FROM conversations WHERE channel_id = $1', [scene.mail.id])
  return {
    ...scene,
    mark,
    api,
    ids: {
      user: second.id,
      invite: invite.id,
      role: role.id,
      team: team!,
      spareTeam: spareTeam!,
      session: other.context.sessionId!,
      customer: customer.id,
      field: field.id,
      erasable: erasable.id,
      label: label!,
      spareLabel: spareLabel!,
      view: view.id,
      phrase: phrase.id,
      heard: heard.rows[0]!.id,
      segment: segment!,
      spareSegment: spareSegment!,
      conflict,
      identity: customer.identities[0]!.id,
      ...twins,
      channel: scene.chat.id,
      mailChannel: scene.mail.id,
      conversation: chat.id,
      mailConversation: mail.rows[0]!.id,
      message: (reply.body as { id: string }).id,
      rawEvent: parked.rows[0]!.id,
      upload,
      sentFile,
      remoteFile,
      ...imports,
    },
  }
}
export type World = Awaited<ReturnType<typeof newWorld>>

/** Makes one of each name; answers their ids. */
async function named(api: ReturnType<typeof apiOf>, path: string, names: string[], shape: object): Promise<string[]> {
  return Promise.all(names.map(async (name) => ((await api('POST', path, { name, ...shape })).body as { id: string }).id))
}

/** An import that knows another company than the person who entered one. */
async function disagreement(scene: Scene, customerId: string, company: string): Promise<string> {
  await call(scene.owner.context, 'customer.update', { id: customerId, changes: { company: { value: `${company} entered` } } })
  await scene.owner.context.sqlTransaction(async (tx) => {
    const customer = await lockCustomer(tx, scene.owner.context.actor, customerId)
    await propose(tx, customer, { field: 'company', value: company, source: 'import' })
  })
  const { rows } = await pool().query<{ id: string }>('SELECT id FROM field_conflicts WHERE workspace_id = $1', [scene.workspaceId])
  return rows[0]!.id
}

/** Two customers to merge, two that are merged, and two suggestions. */
async function twinsOf(scene: Scene, api: ReturnType<typeof apiOf>, mark: string) {
  const made: string[] = []
  for (let n = 1; n <= 8; n++) made.push(((await api('POST', 'customers', { name: `${mark} twin ${n}` })).body as { id: string }).id)
  const [into, from, one, other, ...suggested] = made
  await api('POST', `customers/${one}/merge`, { otherId: other })
  const merges = (await api('GET', `customers/${one}/merges`)).body as { data: { id: string }[] }
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO suggestions (id, workspace_id, a_id, b_id, score, evidence)
     SELECT id, $1, least(a, b), greatest(a, b), 0.9, '[]' FROM (VALUES ($2::uuid, $3::uuid, $4::uuid), ($5, $6, $7)) AS s (id, a, b) RETURNING id`,
    [scene.workspaceId, v7(), suggested[0], suggested[1], v7(), suggested[2], suggested[3]],
  )
  const [suggestion, spareSuggestion] = rows.map(({ id }) => id)
  const ids = { twin: into!, twinFrom: from!, merge: merges.data[0]!.id, suggested: suggested[0]! }
  return { ...ids, suggestion: suggestion!, spareSuggestion: spareSuggestion! }
}

/** A file that lies with the provider and could not be fetched. */
async function failedFile(scene: Scene, messageId: string, mark: string): Promise<string> {
  const id = v7()
  await pool().query(
    `INSERT INTO attachments (id, workspace_id, message_id, name, type, size, state, reason, source)
     VALUES ($1, $2, $3, $4, 'image/png', 9, 'failed', 'It is gone.', '{"id": "9"}')`,
    [id, scene.workspaceId, messageId, `${mark} photo.png`],
  )
  return id
}

async function uploaded(url: () => string, scene: Scene, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([name]), name)
  const headers = { Authorization: `Bearer ${scene.owner.token}` }
  const answer = await fetch(`${url()}/api/v1/files`, { method: 'POST', headers, body: form })
  return ((await answer.json()) as { id: string }).id
}

/** A file of customers just sent, and one that was taken in. */
async function importsOf(url: () => string, scene: Scene, mark: string): Promise<{ import: string; doneImport: string }> {
  const ids = []
  for (const name of ['new', 'done']) {
    const form = new FormData()
    form.append('file', new Blob([`name,email\n${mark} ${name},${mark}-${name}@example.com\n`]), `${mark}-${name}.csv`)
    const headers = { Authorization: `Bearer ${scene.owner.token}` }
    const answer = await fetch(`${url()}/api/v1/imports`, { method: 'POST', headers, body: form })
    ids.push(((await answer.json()) as { id: string }).id)
  }
  await pool().query(`UPDATE customer_imports SET status = 'done', done = 1 WHERE id = $1`, [ids[1]])
  return { import: ids[0]!, doneImport: ids[1]! }
}

/** For every endpoint that asks who is there, an input that is right in this world. */
export function inputsOf({ ids, mark }: World): { [N in EndpointName]?: RawInput<N> } {
  return {
    'session.get': {},
    'session.list': {},
    'session.revoke': { id: ids.session },
    'user.list': {},
    'user.update': { name: `${mark} owner` },
    'user.set_role': { id: ids.user, role: 'marketer' },
    'role.list': {},
    'role.create': { name: `${mark} new role`, permissions: ['inbox.read'], scope: 'team', masked: [] },
    'role.update': { id: ids.role, name: `${mark} role renamed`, permissions: [], scope: 'own', masked: [] },
    'role.delete': { id: ids.role },
    'team.list': {},
    'team.create': { name: `${mark} new team`, parentId: ids.team, memberIds: [ids.user] },
    'team.update': { id: ids.team, parentId: ids.spareTeam, memberIds: [] },
    'team.delete': { id: ids.spareTeam },
    'audit.list': {},
    'user.disable': { id: ids.user },
    'user.enable': { id: ids.user },
    'invite.list': {},
    'invite.create': { email: `${mark}-new@example.com` },
    'invite.revoke': { id: ids.invite },
    'workspace.update': { name: `${mark} shop` },
    'conversation.list': { customerId: ids.customer },
    'conversation.counts': {},
    'conversation.get': { id: ids.conversation },
    'conversation.assign': { id: ids.conversation, assigneeId: ids.user },
    'conversation.resolve': { id: ids.conversation },
    'conversation.reopen': { id: ids.conversation },
    'conversation.read': { id: ids.conversation, position: 1 },
    'conversation.unread': { id: ids.conversation },
    'reading.list': { ids: ids.conversation },
    'conversation.relink': { id: ids.conversation, customerId: ids.customer },
    'conversation.start': {
      customerId: ids.customer,
      channelId: ids.mailChannel,
      identityId: ids.identity,
      subject: `${mark} news`,
      text: `${mark} first`,
    },
    'typing.tell': { id: ids.conversation },
    'view.counts': {},
    'conversation.count': {},
    'viewing.tell': { id: ids.conversation, here: true },
    'view.fields': {},
    'view.list': {},
    'view.create': { name: `${mark} new view`, condition: { all: [] }, sort: 'newest', shared: false },
    'view.update': { id: ids.view, name: `${mark} renamed view`, condition: { all: [] }, sort: 'newest', shared: true },
    'view.delete': { id: ids.view },
    'timeline.list': { id: ids.customer },
    'customer.reach': { id: ids.customer },
    'message.list': { id: ids.conversation },
    'message.reply': { id: ids.conversation, text: 'Hi' },
    'message.retry': { id: ids.message },
    'message.settle': { id: ids.message },
    'message.discard': { id: ids.message },
    'attachment.fetch': { id: ids.remoteFile },
    'message.html': { id: ids.message },
    'customer.list': { q: mark },
    'condition.fields': {},
    'segment.list': {},
    'segment.count': { condition: { field: 'name', op: 'contains', value: 'theirs' } },
    'segment.create': { name: `${mark} new segment`, condition: { field: 'segment', op: 'is', value: ids.segment } },
    'segment.update': { id: ids.segment, name: `${mark} segment renamed` },
    'segment.delete': { id: ids.spareSegment },
    'customer.get': { id: ids.customer },
    'customer.create': { name: `${mark} new` },
    'customer.update': { id: ids.customer, changes: { name: { value: `${mark} renamed` } } },
    'customer.update_many': { ids: [ids.customer], set: { addLabelId: ids.label } },
    'customer.note': { id: ids.customer, text: `${mark} note` },
    'consent.list': { id: ids.customer },
    'customer.erase': { id: ids.erasable, confirm: `${mark} leaves` },
    'consent.record': { id: ids.customer, purpose: 'marketing', state: 'granted', evidence: `${mark} said so` },
    'conflict.list': { customerId: ids.customer },
    'conflict.settle': { id: ids.conflict, take: true },
    'field.list': {},
    'field.create': { name: `${mark} size`, type: 'number' },
    'field.update': { id: ids.field, name: `${mark} colour` },
    'layout.get': {},
    'layout.update': { version: 0, sections: [] },
    'label.list': {},
    'label.create': { name: `${mark} regular` },
    'label.update': { id: ids.label, name: `${mark} friend` },
    'label.delete': { id: ids.spareLabel },
    'import.list': {},
    'import.get': { id: ids.import },
    'import.read': { id: ids.import, encoding: 'utf-8' },
    'import.check': { id: ids.import, options: { mapping: { 0: 'name', 1: 'email' } } },
    'import.start': { id: ids.import, options: { mapping: { 0: 'name', 1: 'email' }, labelIds: [ids.label], ownerId: ids.user } },
    'import.undo': { id: ids.doneImport },
    'import.problem-groups': { id: ids.import },
    'import.problems': { id: ids.import },
    'identity.add': { id: ids.customer, kind: 'email', value: `${mark}-more@example.com` },
    'identity.remove': { id: ids.customer, identityId: ids.identity },
    'merge.create': { id: ids.twin, otherId: ids.twinFrom },
    'merge.undo': { id: ids.merge },
    'merge.list': { id: ids.twin },
    'suggestion.list': { customerId: ids.suggested },
    'suggestion.accept': { id: ids.suggestion, keepId: ids.suggested },
    'suggestion.refuse': { id: ids.spareSuggestion },
    'channel.kinds': {},
    'channel.list': {},
    'channel.get': { id: ids.channel },
    'channel.create': { kind: 'webchat', name: `${mark} chat`, config: {} },
    'channel.update': { id: ids.channel, name: `${mark} renamed` },
    'channel.try': { kind: 'webchat', config: { identitySecret }, channelId: ids.channel },
    'channel.check': { id: ids.channel },
    'channel.pause': { id: ids.channel },
    'channel.resume': { id: ids.channel },
    'channel.words': {},
    'channel.templates': { id: ids.channel },
    'channel.simulate': { id: ids.channel, from: 'Somebody', text: 'Hello' },
    'raw.list': { id: ids.channel },
    'raw.replay': { rawId: ids.rawEvent },
    'outbox.list': {},
    'outbox.clear': {},
    'message.judge': { id: ids.heard, label: 'negative' },
    'message.unjudge': { id: ids.heard },
    'message.set_intent': { id: ids.heard, intent: 'refund' },
    'message.reset_intent': { id: ids.heard },
    'customer.mood': { id: ids.customer },
    'correction.list': {},
    'intent.list': {},
    'intent.confusion': {},
    'phrase.list': { intent: 'refund' },
    'phrase.preview': { intent: 'refund', text: `${mark} money back` },
    'phrase.add': { intent: 'refund', text: `${mark} money back please` },
    'phrase.remove': { id: ids.phrase },
    'rescoring.get': {},
    'sync.since': {},
    'session.delete': {},
  }
}
