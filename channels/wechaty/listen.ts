import type { Account, Sink } from '../adapter.ts'
import { hold, unlessAborted } from '../provider/hold.ts'
import { withGateway, type Gateway } from './client.ts'
import type { WechatyConfig } from './config.ts'
import { waiting } from './payload.ts'

/** Takes what waits at the gateway until `signal` aborts. */
export async function listenWechaty(account: Account<WechatyConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  const take = (opened: () => Promise<void>) => withGateway(account, (gateway) => takeAll(gateway, sink, signal, opened))
  await hold(sink, signal, take, ({ message }) => message)
}

/** What is stored is named with the next call: only then the gateway lets it go, and what was not comes again. */
async function takeAll({ ask }: Gateway, sink: Sink, signal: AbortSignal, opened: () => Promise<void>): Promise<void> {
  let taken: string[] = []
  for (;;) {
    const answer = await unlessAborted(signal, ask('Take', { taken }))
    if (signal.aborted) return
    await opened()
    const { messages } = waiting.parse(answer)
    for (const { message } of messages) await sink.store({ body: Buffer.from(JSON.stringify(message)), dedupeKey: `message:${message.id}` })
    taken = messages.map(({ name }) => name)
  }
}
