import type * as z from 'zod'
import { auditEndpoints } from './audit.ts'
import { channelEndpoints } from './channels.ts'
import { conflictEndpoints, consentEndpoints, eraseEndpoints } from './consents.ts'
import { conversationEndpoints } from './conversations.ts'
import { customerEndpoints, profileEndpoints } from './customers.ts'
import { fieldEndpoints } from './fields.ts'
import { importEndpoints } from './imports.ts'
import { mergeEndpoints } from './merges.ts'
import { languageEndpoints } from './language.ts'
import { messageEndpoints } from './messages.ts'
import { reachEndpoints } from './reach.ts'
import { roleEndpoints } from './roles.ts'
import { segmentEndpoints } from './segments.ts'
import { syncEndpoints } from './sync.ts'
import { teamEndpoints } from './teams.ts'
import { timelineEndpoints } from './timeline.ts'
import { userEndpoints, userRoleEndpoints } from './users.ts'
import { viewEndpoints } from './views.ts'

/** Every endpoint below `/api/v1`, by name: the server's routes, the client and the OpenAPI document are made from this. */
export const endpoints = {
  ...userEndpoints,
  ...userRoleEndpoints,
  ...roleEndpoints,
  ...teamEndpoints,
  ...auditEndpoints,
  ...conversationEndpoints,
  ...viewEndpoints,
  ...messageEndpoints,
  ...timelineEndpoints,
  ...reachEndpoints,
  ...customerEndpoints,
  ...mergeEndpoints,
  ...profileEndpoints,
  ...consentEndpoints,
  ...conflictEndpoints,
  ...eraseEndpoints,
  ...fieldEndpoints,
  ...segmentEndpoints,
  ...importEndpoints,
  ...channelEndpoints,
  ...languageEndpoints,
  ...syncEndpoints,
} as const

export type EndpointName = keyof typeof endpoints
/** An input as a handler gets it (defaults filled in). */
export type Input<N extends EndpointName> = z.output<(typeof endpoints)[N]['input']>
/** An input as a caller may write it. */
export type RawInput<N extends EndpointName> = z.input<(typeof endpoints)[N]['input']>
export type Output<N extends EndpointName> = z.output<(typeof endpoints)[N]['output']>
