import type { grpc } from 'wechaty-grpc'
import type { openWaiting } from './waiting.mjs'

export const service: grpc.ServiceDefinition
export function handlers(
  token: string,
  waiting: Awaited<ReturnType<typeof openWaiting>>,
  signedIn: () => string | null,
): grpc.UntypedServiceImplementation
