/** The door for everybody else: what a channel can do, how to reach it, and where what comes in is kept. */
export type {
  Handle,
  InboundBounce,
  InboundEcho,
  InboundEdit,
  InboundFile,
  InboundFollow,
  InboundItem,
  InboundMessage,
  InboundReaction,
  InboundRecall,
  InboundReceipt,
  InboundTouch,
  MaybeOurs,
  MediaRef,
  Outbound,
  OutboundFile,
  Quota,
  RemoteFile,
  SendResult,
  UploadedFile,
  ClosedByProvider,
  Window,
} from './adapter.ts'
export { longestText, MediaError, ParseError } from './adapter.ts'
export { adapterFor, adapters } from './table.ts'
export { findAccount, loadAccount, type LoadedAccount } from './accounts.ts'
export { store } from './ingress.ts'
export { setSending } from './health.ts'
export { parseBody, type ReadTurn } from './parse-body.ts'
export { holdBack, takeTurn, type Hold, type Turn } from './pace.ts'
export { listTemplates } from './templates.ts'
export { practiceUrl } from './provider/peers.ts'
export { deliver } from './simulate.ts'
export { tellParked } from './parked.ts'
export { askForPulls } from './pull.ts'
export { openVisitor, visitorReceipt, visitorSend, type Visitor } from './webchat/visitor.ts'
export { countHistory, mayConnect, mayPass } from './webchat/budget.ts'
export { fileLink } from './webchat/files.ts'
export { forgetSent } from './email/outbox.ts'
export { channels } from './feature.ts'
export { setHealth } from './health.ts'
