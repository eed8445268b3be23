import type { Story } from './story.ts'

/** Mails to the demo's support address, oldest first. */
export const mails: Story[] = [
  {
    key: 'mail-invoice',
    channel: { kind: 'email', name: '陈建国', address: 'chen.jianguo@example.cn', subject: '发票抬头修改' },
    lines: [
      {
        text: '您好：\n\n订单 20261115-0417 的发票抬头请改成“上海云帆贸易有限公司”，税号不变。\n\n谢谢！\n陈建国',
        minutesAgo: 180,
      },
      { by: 1, text: '陈先生您好，抬头已经改好，新的电子发票稍后会发到这个邮箱。给您添麻烦了。' },
      { text: '收到，谢谢，效率真高。' },
    ],
    resolvedBy: 1,
  },
  {
    key: 'mail-wholesale',
    channel: { kind: 'email', name: 'Maria Lindqvist', address: 'maria@example.com', subject: 'Quote for 40 gaiwans' },
    lines: [
      {
        text: 'Hello,\n\nwe run a small tea room and would like a quote for 40 gaiwans of the series “First Snow”, delivered before Christmas.\n\n* 40 gaiwans, 110 ml\n* neutral packing, no gift boxes\n* delivery to 00100 Helsinki\n\nCould you also tell us the lead time?\n\nKind regards\nMaria Lindqvist',
        html: '<p>Hello,</p><p>we run a small tea room and would like a quote for <b>40 gaiwans</b> of the series <i>“First Snow”</i>, delivered before Christmas.</p><table style="border-collapse:collapse;font-size:14px"><tr><th style="text-align:left;padding:4px 16px 4px 0;border-bottom:1px solid #ccc">What</th><th style="text-align:right;padding:4px 0;border-bottom:1px solid #ccc">Pieces</th></tr><tr><td style="padding:4px 16px 4px 0">Gaiwan, 110 ml</td><td style="text-align:right">40</td></tr><tr><td style="padding:4px 16px 4px 0">Neutral packing</td><td style="text-align:right">40</td></tr></table><p>Delivery to 00100 Helsinki. Could you also tell us the lead time?</p><p>Kind regards<br>Maria Lindqvist</p><p><img src="https://tearoom.example.com/signature.png" alt="Tea room" width="120" height="40"></p>',
        minutesAgo: 95,
      },
      {
        by: 2,
        text: 'Dear Maria,\n\nthank you for asking. 40 gaiwans come to € 1,120 with neutral packing; delivery to Helsinki is € 64 and takes eight working days. I have reserved the pieces for you until Friday.\n\nShall I send the pro forma invoice?',
      },
      {
        text: 'Re: could you resend the price list as well? The one I have is from spring.\n\nAnd yes, please send the pro forma.\n\nMaria',
      },
    ],
  },
  {
    key: 'mail-cracked-cup',
    channel: { kind: 'email', name: '林晓雨', address: 'lin.xiaoyu@example.cn', subject: '收到的杯子有裂纹' },
    lines: [
      {
        text: '客服你好：\n\n今天收到的青瓷杯杯口有一道裂纹，照片在附件里。外箱没有破损，应该是出厂前就有的。\n\n请问可以补发一只吗？这是送朋友的生日礼物，25 号之前需要。\n\n林晓雨',
        picture: 'cracked-cup.png',
        minutesAgo: 22,
      },
    ],
  },
  {
    key: 'mail-out-of-office',
    channel: {
      kind: 'email',
      name: 'Jonas Weber',
      address: 'jonas@example.org',
      subject: 'Out of office: Your order is on its way',
      auto: true,
    },
    lines: [
      {
        text: 'Thank you for your mail. I am out of the office until 30 November and read no mail until then.\n\nJonas Weber',
        minutesAgo: 15,
      },
    ],
  },
  {
    key: 'mail-subscription',
    channel: { kind: 'email', name: 'Priya Raman', address: 'priya@example.net', subject: 'Pause my tea subscription?' },
    lines: [
      {
        text: 'Hi there,\n\nI will be travelling in December. Can I pause my monthly oolong box and pick it up again in January?\n\nThanks!\nPriya',
        minutesAgo: 9,
      },
      { by: 0, text: 'Dear Priya,\n\nof course. Your box rests in December and the next one leaves us on 8 January. Have a good journey!' },
    ],
  },
]
