import type { Texts } from './en.ts'

/** 成员。 */
export const peopleArea: Pick<Texts, 'team'> = {
  team: {
    title: '成员',
    lead: '工作区的成员；角色决定每个人能做什么、能看到什么。',
    invite: '邀请',
    inviteTitle: '邀请同事',
    inviteHint: '您会得到一个链接，由您自己转交；Parley 不会发送邮件。',
    makeLink: '生成链接',
    linkReady: '请把链接交给 {{email}}。链接 7 天内有效，只能用一次，之后不再显示。',
    role: '角色',
    owner: '所有者',
    agent: '客服',
    manager: '主管',
    marketer: '市场',
    analyst: '分析员',
    disabled: '已停用',
    disable: '停用',
    enable: '启用',
    disableTitle: '停用 {{name}}？',
    disableBody: '对方会立即在所有设备上退出，其进行中的会话回到队列。之后可以重新启用。',
    disabledToast: '{{name}} 已停用',
    enabledToast: '{{name}} 已启用',
    invites: '等待接受的邀请',
    expires: '有效期至 {{time}}',
    revoke: '收回',
    revokedToast: '邀请已收回',
    actions: '对 {{name}} 的操作',
  },
}
