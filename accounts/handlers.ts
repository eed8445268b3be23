import type { Handlers } from '../server/feature.ts'
import { acceptInvite } from './accept-invite.ts'
import { disableUser, enableUser } from './disable.ts'
import { createInvite, getInvite, listInvites, revokeInvite } from './invites.ts'
import { getSession, listSessions, revokeSession, signOut } from './sessions.ts'
import { setUp, setupStatus } from './setup.ts'
import { signIn } from './sign-in.ts'
import { updateMe } from './update-me.ts'
import { listUsers } from './users.ts'
import { updateWorkspace } from './workspace.ts'

export const handlers = {
  'setup.status': setupStatus,
  'setup.create': setUp,
  'session.create': signIn,
  'session.get': getSession,
  'session.delete': signOut,
  'session.list': listSessions,
  'session.revoke': revokeSession,
  'user.list': listUsers,
  'user.update': updateMe,
  'user.disable': disableUser,
  'user.enable': enableUser,
  'invite.list': listInvites,
  'invite.create': createInvite,
  'invite.revoke': revokeInvite,
  'invite.get': async (_, { token }) => {
    const { email, workspaceName, locale } = await getInvite(token)
    return { email, workspaceName, locale }
  },
  'invite.accept': acceptInvite,
  'workspace.update': updateWorkspace,
} satisfies Handlers
