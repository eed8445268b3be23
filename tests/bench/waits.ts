import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Parley } from './parley.ts'

/** Asks for a page every 10 ms, over connections that are open already, as long as `work` takes; the longest it waited, in ms. */
export async function longestWait({ url, token }: Parley, work: () => Promise<unknown>): Promise<number> {
  const asker = new Worker(new URL('./asker.mjs', import.meta.url), { workerData: { url, token } })
  await once(asker, 'message')
  const answer = once(asker, 'message')
  await work().finally(() => asker.postMessage('over'))
  const [longest] = (await answer) as [number]
  await asker.terminate()
  return longest
}
