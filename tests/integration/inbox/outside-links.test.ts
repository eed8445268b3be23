import { beforeAll, expect, test } from 'vitest'
import { outsideLink } from '../../../inbox/outside-links.ts'
import { reply } from '../../../inbox/reply.ts'
import { newConversation, newScene, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

async function upload(content: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([content]), 'price list.html')
  const headers = { Authorization: `Bearer ${scene.agent.token}` }
  const answer = await fetch(`${server.url()}/api/v1/files`, { method: 'POST', headers, body: form })
  return ((await answer.json()) as { id: string }).id
}

/** As the provider does: without a sign-in. */
const get = (link: string) => fetch(`${server.url()}${link.slice(link.indexOf('/outside/'))}`)

test('a provider gets a file we send by its link, as a download, for a day', async () => {
  const id = await upload('<b>tea</b>')
  expect((await get(outsideLink(id))).status).toBe(404)
  const { id: conversationId } = await newConversation(scene)
  await reply(scene.agent.context, { id: conversationId, kind: 'text', text: 'Here', attachmentIds: [id] })
  const answer = await get(outsideLink(id))
  expect([answer.status, await answer.text()]).toEqual([200, '<b>tea</b>'])
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await get(outsideLink(id, new Date(Date.now() - 86_401_000)))).status).toBe(404)
})

test('no link opens another file, and none can be made up', async () => {
  const [id, other] = [await upload('mine'), await upload('theirs')]
  const { id: conversationId } = await newConversation(scene)
  await reply(scene.agent.context, { id: conversationId, kind: 'text', text: 'Both', attachmentIds: [id, other] })
  const link = outsideLink(id)
  const forged = [
    link.replace(id, other),
    link.replace(/expires=\d+/, 'expires=4102444800'),
    link.replace(/key=.*/, 'key='),
    link.replace(/&key=.*/, ''),
  ]
  for (const one of [...forged, '/outside/files/x?expires=1&key=1']) expect((await get(one)).status).toBe(404)
  expect((await get(link)).status).toBe(200)
})
