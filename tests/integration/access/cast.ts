import { permission, type Permission, type Role } from '../../../contract/roles.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { newConversation } from '../scene.ts'
import { newWorld } from '../world.ts'
import { newPerson } from '../workspaces.ts'

/** One person of each kind of role; all of them are members of the one team. */
export type Reader = { role: string; id: string; token: string; api: Api; scope: Role['scope']; permissions: readonly Permission[] }

/** A customer with a conversation, and everybody they name. */
export type Relation = {
  is: string
  conversation: string
  customer: string
  message: string
  identity: string
  phone: string
  /** People and teams the conversation names, and with it the customer's. */
  names: string[]
}

const allOf = permission.options

/** A workspace where every role meets every relation, and what stands between them. */
export async function newCast(url: () => string) {
  const world = await newWorld(url, 'ours')
  const make = async (path: string, body: object) => ((await world.api('POST', path, body)).body as { id: string }).id
  const custom = (name: string, shape: object) => make('roles', { name, permissions: allOf, masked: [], ...shape })
  const masked = await custom('Own, masked', { scope: 'own', masked: ['phone', 'email'] })
  const team = await custom('Team, some rights', { scope: 'team', permissions: ['inbox.read', 'inbox.work', 'customer.read'] })
  const roles = ['owner', 'manager', 'agent', 'marketer', 'analyst', masked, team]
  const people = await Promise.all([...roles, 'agent', 'agent', 'agent'].map((role) => newPerson(world.workspaceId, role)))
  const readers = people.slice(0, roles.length).map((person): Reader => {
    if (person.context.actor.type !== 'user') throw new Error('a reader is a person')
    const { role, scope, permissions } = person.context.actor
    return { role, id: person.id, token: person.token, api: apiOf(url, person.token), scope, permissions }
  })
  const [colleague, below, stranger] = people.slice(roles.length).map(({ id }) => id) as [string, string, string]
  const ours = await make('teams', { name: 'Readers', memberIds: [...readers.map(({ id }) => id), colleague] })
  const under = await make('teams', { name: 'Below', parentId: ours, memberIds: [below] })
  const foreign = await make('teams', { name: 'Foreign', memberIds: [stranger] })
  const seenByTeam = new Set([ours, under, colleague, below, ...readers.map(({ id }) => id)])

  const relations: Relation[] = []
  for (const { role, id } of readers) relations.push(await relate(`own of ${role}`, { assigneeId: id }, {}))
  for (const { role, id } of readers.slice(-2)) relations.push(await relate(`customer of ${role}`, {}, { owner: id }))
  relations.push(await relate('the team’s', { teamId: ours }, {}))
  relations.push(await relate('a colleague’s', { assigneeId: colleague }, {}))
  relations.push(await relate('a colleague’s customer', {}, { owner: colleague }))
  relations.push(await relate('the team below’s', { teamId: under }, {}))
  relations.push(await relate('of somebody below', { assigneeId: below }, { team: under }))
  relations.push(await relate('a stranger’s', { assigneeId: stranger }, {}))
  relations.push(await relate('a foreign team’s', { teamId: foreign }, { team: foreign }))
  relations.push(await relate('nobody’s', {}, {}))

  async function relate(is: string, conversation: { assigneeId?: string; teamId?: string }, customer: { owner?: string; team?: string }) {
    const row = await newConversation(world)
    const phone = `1381111${String(1000 + relations.length)}`
    const { api } = world
    await api('POST', `customers/${row.customer_id}/identities`, { kind: 'phone', value: phone })
    const changes = {
      name: { value: `Lin ${phone.slice(-2)}` },
      ...Object.fromEntries(Object.entries(customer).map(([key, value]) => [key, { value }])),
    }
    await api('PATCH', `customers/${row.customer_id}`, { changes })
    if (Object.keys(conversation).length > 0) await api('POST', `conversations/${row.id}/assign`, conversation)
    const messages = await pool().query<{ id: string }>('SELECT id FROM messages WHERE conversation_id = $1 LIMIT 1', [row.id])
    const identities = await pool().query<{ id: string }>(`SELECT id FROM identities WHERE customer_id = $1 AND kind = 'phone'`, [
      row.customer_id,
    ])
    const names = [...Object.values(conversation), ...Object.values(customer)]
    return {
      is,
      conversation: row.id,
      customer: row.customer_id,
      message: messages.rows[0]!.id,
      identity: identities.rows[0]!.id,
      phone,
      names,
    }
  }

  /** Whether a reader sees what names these; by the words of the design, not by our code. */
  function sees(reader: Reader, names: readonly string[]): boolean {
    if (reader.scope === 'all') return true
    return names.some((name) => name === reader.id || (reader.scope === 'team' && seenByTeam.has(name)))
  }

  return { world, readers, relations, sees, maskedRoles: ['analyst', masked] }
}
export type Cast = Awaited<ReturnType<typeof newCast>>
