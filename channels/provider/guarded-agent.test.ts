import { request, WebSocket } from 'undici'
import { expect, test } from 'vitest'
import { listen } from '../../tests/support/http-server.ts'
import { guardedAgent } from './guarded-agent.ts'

test.each(['127.0.0.1', '[::1]', '0x7f000001', 'localhost', '169.254.169.254', '[::ffff:10.0.0.1]'])(
  'no request to %s leaves',
  async (host) => {
    await expect(request(`http://${host}:9/`, { dispatcher: guardedAgent() })).rejects.toThrow(/own network/)
  },
)

test('nor is a socket opened', async () => {
  const { server, url } = await listen(() => undefined)
  let connections = 0
  server.on('connection', () => (connections += 1))
  const socket = new WebSocket(url.replace('http', 'ws'), { dispatcher: guardedAgent() })
  await new Promise((resolve) => socket.addEventListener('error', resolve))
  expect(connections).toBe(0)
})
