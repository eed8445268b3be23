import { log } from '../../server/log.ts'
import type { Account, Sink } from '../adapter.ts'
import { aborted, hold } from '../provider/hold.ts'
import { isPractice } from '../provider/peers.ts'
import { problemOf, withGateway, type Gateway } from './client.ts'
import type { WechatyConfig } from './config.ts'
import type { Heard } from './payload.ts'

/** Follows the gateway's events until `signal` aborts. The gateway keeps nothing: what comes while nobody listens is lost. */
export async function listenWechaty(account: Account<WechatyConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  if (isPractice(account.config.apiUrl)) return aborted(signal)
  const follow = (opened: () => Promise<void>) => withGateway(account, (gateway) => events(gateway, sink, signal, opened))
  await hold(sink, signal, follow, (why) => why)
}

async function events(gateway: Gateway, sink: Sink, signal: AbortSignal, opened: () => Promise<void>): Promise<void> {
  const { client, grpc } = gateway
  const { EVENT_TYPE_MESSAGE, EVENT_TYPE_LOGIN } = grpc.puppet.EventType
  const stream = client.event(new grpc.puppet.EventRequest())
  let self = ''
  const over = new Promise<void>((resolve, reject) => {
    stream.on('end', resolve).on('error', (error: Error) => (signal.aborted ? resolve() : reject(problemOf(error))))
  })
  stream.once('data', () => void opened())
  stream.on('data', (event: { getType: () => number; getPayload: () => string }) => {
    const payload = JSON.parse(event.getPayload() || '{}') as { messageId?: string; contactId?: string }
    if (event.getType() === EVENT_TYPE_LOGIN) self = payload.contactId ?? ''
    if (event.getType() === EVENT_TYPE_MESSAGE && payload.messageId) void keep(gateway, sink, payload.messageId, self)
  })
  const stop = () => stream.cancel()
  signal.addEventListener('abort', stop, { once: true })
  await Promise.race([over, aborted(signal)]).finally(() => signal.removeEventListener('abort', stop))
}

async function keep(gateway: Gateway, sink: Sink, messageId: string, self: string): Promise<void> {
  try {
    const heard = await fetchMessage(gateway, messageId, self)
    await sink.store({ body: Buffer.from(JSON.stringify(heard)), dedupeKey: `message:${messageId}` })
  } catch (error) {
    log.error({ err: error }, 'a message of the gateway was lost')
  }
}

/** An event names a message only: what it says, by whom and where is asked for. */
async function fetchMessage({ client, grpc, once }: Gateway, messageId: string, self: string): Promise<Heard> {
  const asked = new grpc.puppet.MessagePayloadRequest()
  asked.setId(messageId)
  const message = await once<InstanceType<typeof grpc.puppet.MessagePayloadResponse>>((done) => client.messagePayload(asked, done))
  const person = new grpc.puppet.ContactPayloadRequest()
  person.setId(message.getTalkerId())
  const talker = await once<InstanceType<typeof grpc.puppet.ContactPayloadResponse>>((done) => client.contactPayload(person, done))
  const place = new grpc.puppet.RoomPayloadRequest()
  place.setId(message.getRoomId())
  const room = message.getRoomId()
    ? await once<InstanceType<typeof grpc.puppet.RoomPayloadResponse>>((done) => client.roomPayload(place, done))
    : null
  const at = (message.getReceiveTime()?.toDate() ?? new Date()).getTime()
  return {
    ...{ id: messageId, type: message.getType(), text: message.getText(), filename: message.getFilename(), self },
    // Some puppets give seconds.
    ...{ at: at < 1e11 ? at * 1000 : at, talker: { id: message.getTalkerId(), name: talker.getAlias() || talker.getName() } },
    ...{ listener: message.getListenerId(), room: room ? { id: message.getRoomId(), topic: room.getTopic() } : null },
  }
}
