import { RateLimiterMemory } from 'rate-limiter-flexible'
import { slowDown } from './pace.ts'

// Of one visitor: far above what a person does. Of one network (an office, a carrier's gateway): all its visitors together.
const events = { ofSocket: limiter(60, 10), ofNetwork: limiter(1_000, 10) }
const messages = { ofVisitor: limiter(20, 10), ofNetwork: limiter(200, 10) }
const receipts = { ofVisitor: limiter(60, 10), ofNetwork: limiter(1_000, 10) }
const histories = { ofVisitor: limiter(30, 10), ofNetwork: limiter(300, 10) }
const bytes = { ofMessages: limiter(20 * 1024 * 1024, 600), ofFiles: limiter(250 * 1024 * 1024, 3_600) }
const uploads = { ofVisitor: limiter(20, 60), ofNetwork: limiter(200, 60) }
const connections = limiter(300, 60)
const sessions = limiter(30, 60)

type Who = { uploader: string; network: string }

/** Whether a socket's next packet may be looked at, whatever it says. */
export async function mayPass(socketId: string, network: string): Promise<boolean> {
  return (await within(events.ofSocket, socketId)) && (await within(events.ofNetwork, network))
}

/** Whether one more socket may be opened from a network. */
export const mayConnect = (network: string): Promise<boolean> => within(connections, network)

/** Counts a chat that is opened; refuses (`rate_limited`) after 30 in a minute from one network. */
export const countSession = (network: string): Promise<void> => slowDown(sessions, network)

/** Counts a message of so many bytes; refuses (`rate_limited`) what is too fast or too much. */
export async function countMessage({ uploader, network }: Who, size: number): Promise<void> {
  const reason = 'You are writing faster than we can read.'
  await slowDown(messages.ofVisitor, uploader, { reason })
  await slowDown(messages.ofNetwork, network, { reason })
  await slowDown(bytes.ofMessages, network, { reason, points: size })
}

export async function countReceipt({ uploader, network }: Who): Promise<void> {
  await slowDown(receipts.ofVisitor, uploader)
  await slowDown(receipts.ofNetwork, network)
}

/** Counts a page of a thread that is asked for. */
export async function countHistory({ uploader, network }: Who): Promise<void> {
  await slowDown(histories.ofVisitor, uploader)
  await slowDown(histories.ofNetwork, network)
}

/** Counts an upload of so many bytes before any of them is read. */
export async function countUpload({ uploader, network }: Who, size: number): Promise<void> {
  await slowDown(uploads.ofVisitor, uploader)
  await slowDown(uploads.ofNetwork, network)
  await slowDown(bytes.ofFiles, network, { reason: 'Too many files come from your network.', points: size })
}

/** At most `points` in so many seconds. In memory: what it protects is this process. */
function limiter(points: number, seconds: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: seconds })
}

const within = (limit: RateLimiterMemory, key: string): Promise<boolean> =>
  limit.consume(key).then(
    () => true,
    () => false,
  )
