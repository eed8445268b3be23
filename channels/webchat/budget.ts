import { RateLimiterMemory } from 'rate-limiter-flexible'
import { isTrusted } from '../../server/networks.ts'
import { slowDown } from './pace.ts'

// Of one visitor: far above what a person does. Of one network (an office, a carrier's gateway): all its visitors together.
const events = { ofSocket: limiter(60, 10), ofNetwork: limiter(1_000, 10) }
const messages = { ofVisitor: limiter(20, 10), ofNetwork: limiter(200, 10) }
const receipts = { ofVisitor: limiter(60, 10), ofNetwork: limiter(1_000, 10) }
const histories = { ofVisitor: limiter(30, 10), ofNetwork: limiter(300, 10) }
const bytes = { ofMessages: limiter(20 * 1024 * 1024, 600), ofFiles: limiter(250 * 1024 * 1024, 3_600) }
const uploads = { ofVisitor: limiter(20, 60), ofNetwork: limiter(200, 60) }
const connections = { ofVisitor: limiter(30, 60), ofNetwork: limiter(300, 60) }
const sessions = { ofVisitor: limiter(60, 60), ofNetwork: limiter(300, 60) }

type Who = { uploader: string; network: string }

/** Whether a socket's next packet may be looked at, whatever it says. */
export async function mayPass(socketId: string, network: string): Promise<boolean> {
  return (await within(events.ofSocket, socketId)) && (isTrusted(network) || (await within(events.ofNetwork, network)))
}

/** Whether a visitor, whose token is known to be hers, may open one more socket. */
export async function mayConnect(uploader: string, network: string): Promise<boolean> {
  return (await within(connections.ofVisitor, uploader)) && (isTrusted(network) || (await within(connections.ofNetwork, network)))
}

/** Counts a chat that is opened: for its `visitor`, who is here again with an earlier token, or else for the network. Refuses (`rate_limited`). */
export async function countSession(visitor: string | null, network: string): Promise<void> {
  if (visitor !== null) await slowDown(sessions.ofVisitor, visitor)
  else await slowDownNetwork(sessions.ofNetwork, network)
}

/** Counts a message of so many bytes; refuses (`rate_limited`) what is too fast or too much. */
export async function countMessage({ uploader, network }: Who, size: number): Promise<void> {
  const reason = 'You are writing faster than we can read.'
  await slowDown(messages.ofVisitor, uploader, { reason })
  await slowDownNetwork(messages.ofNetwork, network, { reason })
  await slowDownNetwork(bytes.ofMessages, network, { reason, points: size })
}

export async function countReceipt({ uploader, network }: Who): Promise<void> {
  await slowDown(receipts.ofVisitor, uploader)
  await slowDownNetwork(receipts.ofNetwork, network)
}

/** Counts a page of a thread that is asked for. */
export async function countHistory({ uploader, network }: Who): Promise<void> {
  await slowDown(histories.ofVisitor, uploader)
  await slowDownNetwork(histories.ofNetwork, network)
}

/** Counts an upload of so many bytes before any of them is read. */
export async function countUpload({ uploader, network }: Who, size: number): Promise<void> {
  await slowDown(uploads.ofVisitor, uploader)
  await slowDownNetwork(uploads.ofNetwork, network)
  await slowDownNetwork(bytes.ofFiles, network, { reason: 'Too many files come from your network.', points: size })
}

/** As `slowDown`, but a network of TRUSTED_NETWORKS is not counted. */
const slowDownNetwork: typeof slowDown = async (limit, network, how) => {
  if (!isTrusted(network)) await slowDown(limit, network, how)
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
