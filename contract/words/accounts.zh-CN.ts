import type { WordTable } from '../words.ts'

/** What is said about signing in, people, their rights and the workspace, in Chinese. */
export const accounts: WordTable = {
  'Sign in first: your session is missing, has expired, or was ended.': '请先登录：您尚未登录，或登录已过期、已被结束。',
  'Your session is over. Sign in again.': '登录已失效，请重新登录。',
  'Your role does not allow this. Ask an owner of the workspace.': '您的角色没有此权限，请联系工作区所有者。',
  'Your access has been ended. Ask an owner of your workspace to give it back.': '您的账号已停用，请联系工作区所有者重新启用。',
  'The address or the password is wrong. Check both and try again.': '邮箱或密码不正确，请检查后重试。',
  'The current password is wrong. Enter it to set a new one.': '当前密码不正确。设置新密码前，请先输入当前密码。',
  'The demo’s password is known to everybody, so it works on this machine only. Start Parley with DEMO_PASSWORD set.':
    '演示密码人人皆知，只能在本机使用。请设置 DEMO_PASSWORD 后重新启动 Parley。',
  'There were too many tries. Wait {} min, then try again.': '尝试次数过多，请等待 {} 分钟后再试。',
  'You are not signed in there (any more).': '您在该设备上没有登录，或已经退出。',
  'You cannot end your own access. Ask another owner to do it.': '不能停用自己的账号，请让另一位所有者操作。',
  'A workspace needs an owner. Make somebody else an owner first.': '工作区必须有一位所有者，请先让另一位成员成为所有者。',
  'Your own access was changed a moment ago. Load the page again to see what you may do.': '您的权限刚刚被更改，请重新加载页面查看。',
  'Whoever takes the work over needs access themselves. Choose somebody else.': '接手工作的成员必须有登录权限，请选择其他成员。',
  'This role may do or see more than you. Ask somebody whose role allows it to do this.':
    '该角色的权限超出您自己的权限，请联系有此权限的成员操作。',
  'This is no role. Choose one of the list.': '角色不存在，请从列表中选择。',
  'There is no such role in this workspace.': '工作区里没有这个角色。',
  'There is a role of this name already. Choose another.': '已有同名角色，请换一个名称。',
  'A built-in role cannot be changed. Make one of your own like it.': '内置角色不能修改，可以照着它新建一个角色。',
  'A workspace can have 100 roles of its own. Remove one first.': '一个工作区最多自建 100 个角色，请先删除一个。',
  'Somebody else changed this role meanwhile. Look at it again before you save.': '这个角色刚刚被其他人修改，请查看后再保存。',
  'Somebody has this role, or is invited with it. Give them another one first.': '有成员或邀请正在使用这个角色，请先换成其他角色。',
  'There is no such team in this workspace.': '工作区里没有这个团队。',
  'There is a team of this name already. Choose another.': '已有同名团队，请换一个名称。',
  'A team cannot stand below itself. Choose another team above it.': '团队不能成为自己的下级，请选择其他上级团队。',
  'Teams can stand ten deep. Choose a team further up.': '团队最多十级，请选择更上一级的团队。',
  'A workspace can have 500 teams. Remove one first.': '一个工作区最多 500 个团队，请先删除一个。',
  'Only a signed-in person can do this. Sign in first.': '此操作需要登录，请先登录。',
  'There is no such person in this workspace.': '工作区里没有这位成员。',
  'Somebody already signs in with this address. Sign in, or use another one.': '该邮箱已被注册，请直接登录或换一个邮箱。',
  'This person already has an account in your workspace and can sign in with it.': '对方已是工作区成员，可以直接登录。',
  'There is no such invitation (any more): it was accepted or taken back.': '邀请不存在：可能已被接受或收回。',
  'This invitation has been used or taken back, or is older than seven days. Ask for a new one.':
    '邀请已被使用、收回，或超过了 7 天。请让对方重新邀请您。',
  'This Parley already has an owner. Sign in, or ask the owner for an invitation.': '这个 Parley 已有所有者。请登录，或请所有者邀请您。',
  'This is no time zone: use a name like Asia/Shanghai or Europe/Berlin.': '时区不正确，请使用 Asia/Shanghai、Europe/Berlin 这样的名称。',
}
