import type { Handlers } from '../server/feature.ts'
import { acceptInvite } from './accept-invite.ts'
import { listAudit } from './audit-list.ts'
import { disableUser, enableUser } from './disable.ts'
import { createRole, deleteRole, updateRole } from './edit-roles.ts'
import { createTeam, deleteTeam, updateTeam } from './edit-teams.ts'
import { createInvite, getInvite, listInvites, revokeInvite } from './invites.ts'
import { listRoles } from './roles.ts'
import { getSession, listSessions, revokeSession, signOut } from './sessions.ts'
import { setRole } from './set-role.ts'
import { setUp, setupStatus } from './setup.ts'
import { signIn } from './sign-in.ts'
import { listTeams } from './teams.ts'
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
  'user.set_role': setRole,
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
  'role.list': listRoles,
  'role.create': createRole,
  'role.update': updateRole,
  'role.delete': deleteRole,
  'team.list': listTeams,
  'team.create': createTeam,
  'team.update': updateTeam,
  'team.delete': deleteTeam,
  'audit.list': listAudit,
} satisfies Handlers
