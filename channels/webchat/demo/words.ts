const en = {
  title: 'Camellia Tea, leaves and clay',
  name: 'Camellia Tea',
  other: '中文',
  otherLong: '用中文浏览',
  signIn: 'Sign in',
  signOut: 'Sign out',
  hello: 'Hello, Xiaoyu',
  bag: 'Bag',
  headline: 'Slow tea, small clay.',
  lead: 'Leaves from three hillsides, and the pots to brew them in. Packed on Tuesdays and Fridays.',
  shop: 'See what is on the shelf',
  ask: 'Ask us anything',
  shelf: 'On the shelf',
  shelfLead: 'Twelve pieces of each a month. When they are gone, they are gone until the kiln is opened again.',
  add: 'Add to bag',
  promises: [
    ['Two days by post', 'Wrapped in paper and straw, never in foam.'],
    ['Thirty days to return', 'Also a pot that has met tea already.'],
    ['A person answers', 'Write in the corner below. No robots here.'],
  ],
  closed: 'The chat is closed at the moment: the demo has no open web chat.',
  footer: 'A make-believe shop for trying out Parley. Nothing here can be bought.',
}

export type ShopWords = typeof en

const zh: ShopWords = {
  title: '山茶茶铺 · 茶与陶',
  name: '山茶茶铺',
  other: 'English',
  otherLong: 'Browse in English',
  signIn: '登录',
  signOut: '退出',
  hello: '您好，晓雨',
  bag: '购物袋',
  headline: '慢火茶，小窑陶。',
  lead: '三座山的叶子，和泡它们的器。每周二、周五发货。',
  shop: '看看架上的货',
  ask: '有问题，问我们',
  shelf: '架上新货',
  shelfLead: '每样每月只烧十二件，卖完要等下一次开窑。',
  add: '放入购物袋',
  promises: [
    ['两日送达', '纸与稻草包装，不用泡沫。'],
    ['三十天可退', '泡过茶的壶也可以退。'],
    ['真人回复', '右下角写给我们，这里没有机器人。'],
  ],
  closed: '聊天暂时关闭：演示环境里没有开启的网页聊天。',
  footer: '这是为试用 Parley 而设的虚构小店，商品均不出售。',
}

export type ShopLanguage = 'en' | 'zh-CN'

export const shopWords: Record<ShopLanguage, ShopWords> = { en, 'zh-CN': zh }

/** `?lang=` first, then the browser's. */
export function languageOf(asked: unknown, browser: string): ShopLanguage {
  return (typeof asked === 'string' ? asked : browser).startsWith('zh') ? 'zh-CN' : 'en'
}
