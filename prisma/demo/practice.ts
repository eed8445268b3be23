import { adapters, deliver, loadAccount, practiceUrl } from '../../channels/index.ts'
import type { Context } from '../../server/context.ts'
import { call } from './call.ts'
import { receiveAll } from './play.ts'

/** Who writes on the practice channels, in turn; nobody of them is real. */
const lines = [
  { from: '苏婉', text: '你好，上次买的白茶快喝完了，现在有什么活动吗？' },
  { from: 'Oliver Grant', text: 'Hi! Do you ship to Singapore, and how long does it take?' },
  { from: '何俊', text: '我的订单三天了还没发货，能帮我催一下吗？' },
  { from: '叶小满', text: '周末门店几点开门？想带朋友来喝茶。' },
  { from: 'Hana Sato', text: 'The gaiwan arrived with a crack. Can I get a new one?' },
  { from: '罗文', text: '公司年会想订 60 份礼盒，可以印 logo 吗？' },
  { from: '秦朗', text: '谢谢，茶很好喝，包装也漂亮！' },
  { from: 'Lucía Romero', text: 'How much is the oolong sampler?' },
  { from: '范宁', text: '可以开发票吗？抬头发给你。' },
  { from: '沈清', text: '这款茶孕妇能喝吗？' },
  { from: 'Tom Becker', text: 'Is the autumn harvest already in?' },
  { from: '许诺', text: '直播里说的那款还有吗？' },
] as const

const comment = { from: '路过的猫', text: '这个杯子在哪里买的？好看！' } as const

/**
 * A channel of every kind that has a stand-in for its provider, and somebody who wrote on it, in by the door the provider would use. Kinds that
 * came with a newer version are added at the next start; what is there stays as it is.
 */
export async function ensurePractice(owner: Context): Promise<void> {
  const { data: there } = await call(owner, 'channel.list', {})
  const missing = [...adapters.values()].filter(({ kind, demo }) => demo && !there.some((channel) => channel.kind === kind))
  for (const { kind, demo } of missing) {
    const config = demo!.config(practiceUrl) as Record<string, unknown>
    const { id } = await call(owner, 'channel.create', { kind, name: demo!.name, config })
    const line = lines[[...adapters.keys()].indexOf(kind) % lines.length]!
    await write(id, 'text', line)
    if (demo!.simulates.includes('comment')) await write(id, 'comment', comment)
  }
  await receiveAll()
}

async function write(channelId: string, type: 'text' | 'comment', line: { from: string; text: string }): Promise<void> {
  const account = await loadAccount(channelId)
  const { demo } = adapters.get(account.kind)!
  await deliver(account, demo!.simulate(account, { type, ...line, id: `${channelId}-${type}`, now: new Date() }))
}
