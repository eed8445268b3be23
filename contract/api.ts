import type * as z from 'zod'
import { auditEndpoints } from './audit.ts'
import { channelEndpoints } from './channels.ts'
import { conflictEndpoints, consentEndpoints } from './consents.ts'
import { conversationEndpoints } from './conversations.ts'
import { customerEndpoints, profileEndpoints } from './customers.ts'
import { fieldEndpoints } from './fields.ts'
import { mergeEndpoints } from './merges.ts'
import { messageEndpoints } from './messages.ts'
import { syncEndpoints } from './sync.ts'
import { teamEndpoints } from './teams.ts'
import { userEndpoints, userRoleEndpoints } from './users.ts'

import { roleEndpoints } from './roles.ts'
import { segmentEndpoints } from './segments.ts'
/** Every endpoint below `/api/v1`, by name: the server's routes, the client and the OpenAPI document are made from this. */
export const endpoints = {
  ...userEndpoints,
  ...conversationEndpoints,
  ...messageEndpoints,
  ...customerEndpoints,
  ...profileEndpoints,
  ...consentEndpoints,
  ...conflictEndpoints,
  ...fieldEndpoints,
  ...mergeEndpoints,
  ...userRoleEndpoints,
  ...roleEndpoints,
  ...teamEndpoints,
  ...auditEndpoints,
  ...channelEndpoints,
  ...syncEndpoints,
} as const

export type EndpointName = keyof typeof endpoints
/** An input as a handler gets it (defaults filled in). */
export type Input<N extends EndpointName> = z.output<(typeof endpoints)[N]['input']>
/** An input as a caller may write it. */
export type RawInput<N extends EndpointName> = z.input<(typeof endpoints)[N]['input']>
export type Output<N extends EndpointName> = z.output<(typeof endpoints)[N]['output']>
