import type { Story } from './story.ts'

/** Web chats of the demo shop, oldest first. */
export const chats: Story[] = [
  {
    key: 'chat-opening-hours-b21d',
    channel: { kind: 'webchat', name: '周琳' },
    lines: [
      { text: '请问周日门店营业吗？', minutesAgo: 52 },
      { text: '想带妈妈过去看看盖碗。', minutesAgo: 51 },
      { by: 1, text: '您好！周日照常营业，10:00–20:00。二楼有茶席，可以免费试饮，欢迎带阿姨一起来。' },
      { text: '太好了，谢谢！👍' },
    ],
    resolvedBy: 1,
  },
  {
    key: 'chat-teapot-size-9e07',
    channel: { kind: 'webchat', name: 'Oliver Hart', account: 'customer-2041' },
    lines: [
      { text: 'Hi! Is the Yixing teapot really 120 ml to the brim, or is that the useful volume?', minutesAgo: 44 },
      { by: 2, text: 'Hello Oliver! 120 ml is to the brim; with leaves in it you pour about 90 ml, so two or three small cups.' },
      { text: 'Perfect for one person then. And it comes with the strainer?' },
      { by: 2, text: 'It does: a ball filter is built into the spout, nothing to lose.' },
      { text: 'Sold. Ordering now 🫖' },
    ],
  },
  {
    key: 'chat-group-order-53aa',
    channel: { kind: 'webchat', name: '陈老师' },
    lines: [
      { text: '你好，我们学校茶艺社想团购 30 套入门茶具，有教育优惠吗？', minutesAgo: 31 },
      { text: '最好能开发票，年底前送到。', minutesAgo: 30 },
      { by: 0, text: '陈老师您好！满 20 套可享八五折，发票可以开电子专票。我把报价单整理好，今天下午发给您。' },
      { by: 0, text: '@王砚 30 套“初雪”入门套装，请先确认杭州仓的库存。', note: true },
      { text: '好的，麻烦您了。对了，茶叶能不能换成白茶？' },
    ],
  },
  {
    key: 'chat-shipping-c8f4',
    channel: { kind: 'webchat', name: '赵敏' },
    lines: [
      { text: '你好，我 19 号下的单还没有发货，订单号 20261119-0821', minutesAgo: 26 },
      { by: 1, text: '赵女士您好，马上帮您查，请稍等一分钟。' },
      { by: 1, text: '仓库说 B 区缺货，周二补到。能不能先从杭州仓调？', note: true },
      { text: '页面还是显示“待出库”' },
      { text: '已经等了三天了，到底什么时候发货？' },
    ],
  },
  {
    key: 'chat-norway-4f1c',
    channel: { kind: 'webchat' },
    lines: [{ text: 'Do you ship to Norway? And can I pay with a card from there?', minutesAgo: 4 }],
  },
]
