/** The door for everybody else: what a channel can do, how to reach it, and where what comes in is kept. */
export type {
  Handle,
  InboundFile,
  InboundItem,
  InboundMessage,
  Outbound,
  OutboundFile,
  SendResult,
  UploadedFile,
  Window,
} from './adapter.ts'
export { ParseError } from './adapter.ts'
export { adapterFor, adapters } from './table.ts'
export { loadAccount, type LoadedAccount } from './accounts.ts'
export { store } from './ingress.ts'
export { tellParked } from './parked.ts'
export { openVisitor, visitorReceipt, visitorSend, type Visitor } from './webchat/visitor.ts'
export { fileLink } from './webchat/files.ts'
export { forgetSent } from './email/outbox.ts'
export { channels } from './feature.ts'
