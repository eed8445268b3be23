import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

// A thread of its own: what makes the load may be busy for long, and must not seem to be the server's wait.
const { url, token } = workerData
const agent = new Agent({ keepAlive: true, maxSockets: 4 })
const waits = []
let isOver = false
parentPort.once('message', () => (isOver = true))
// The first answer over a connection costs opening it.
await Promise.all([askOnce(), askOnce()])
waits.length = 0
parentPort.postMessage('ready')
await Promise.all([ask(), ask()])
agent.destroy()
parentPort.postMessage(Math.max(...waits))

async function ask() {
  while (!isOver) {
    await askOnce()
    await sleep(10)
  }
}

async function askOnce() {
  const start = performance.now()
  const request = get(`${url}/api/v1/conversations?limit=20`, { agent, headers: { authorization: `Bearer ${token}` } })
  const [answer] = await once(request, 'response')
  for await (const _ of answer);
  waits.push(performance.now() - start)
}
