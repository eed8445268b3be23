import type { Locale } from './users.ts'

/** What providers call what we cannot show, letters alone, as people call it; any other name stands as the provider gives it. */
const names: Record<string, Record<Locale, string>> = {
  audio: { en: 'audio', 'zh-CN': '音频' },
  call: { en: 'call', 'zh-CN': '通话' },
  card: { en: 'card', 'zh-CN': '卡片' },
  contact: { en: 'contact card', 'zh-CN': '名片' },
  emoji: { en: 'sticker', 'zh-CN': '表情' },
  emotion: { en: 'sticker', 'zh-CN': '表情' },
  empty: { en: 'an empty message', 'zh-CN': '空消息' },
  file: { en: 'file', 'zh-CN': '文件' },
  game: { en: 'game', 'zh-CN': '游戏' },
  giveaway: { en: 'giveaway', 'zh-CN': '抽奖' },
  groupnote: { en: 'group note', 'zh-CN': '群笔记' },
  huddle: { en: 'huddle', 'zh-CN': '语音通话' },
  image: { en: 'picture', 'zh-CN': '图片' },
  list: { en: 'list', 'zh-CN': '列表' },
  location: { en: 'location', 'zh-CN': '位置' },
  miniprogram: { en: 'mini program', 'zh-CN': '小程序' },
  music: { en: 'music', 'zh-CN': '音乐' },
  order: { en: 'order', 'zh-CN': '订单' },
  paidmedia: { en: 'paid media', 'zh-CN': '付费媒体' },
  payment: { en: 'payment', 'zh-CN': '付款' },
  poll: { en: 'poll', 'zh-CN': '投票' },
  product: { en: 'product', 'zh-CN': '商品' },
  redenvelope: { en: 'red packet', 'zh-CN': '红包' },
  sticker: { en: 'sticker', 'zh-CN': '表情' },
  story: { en: 'story', 'zh-CN': '快拍' },
  transfer: { en: 'money transfer', 'zh-CN': '转账' },
  unknown: { en: 'a message of an unknown type', 'zh-CN': '未知类型的消息' },
  unsupported: { en: 'a message of an unknown type', 'zh-CN': '未知类型的消息' },
  userlocalimage: { en: 'picture', 'zh-CN': '图片' },
  userlocalvideo: { en: 'video', 'zh-CN': '视频' },
  video: { en: 'video', 'zh-CN': '视频' },
  voice: { en: 'voice message', 'zh-CN': '语音消息' },
}

const opening: Record<Locale, string> = { en: 'Sent something Parley cannot show: ', 'zh-CN': '发送了 Parley 无法显示的内容：' }

/** The line that stands for what we cannot show, by the provider's name for it, in the reader's language. */
export function unsupportedLine(name: string, locale: Locale): string {
  return opening[locale] + (names[name.toLowerCase().replace(/[^a-z]/g, '')]?.[locale] ?? name)
}
