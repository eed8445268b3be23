import * as z from 'zod'
import { graphId, graphSettings } from '../meta/config.ts'

export const whatsappConfig = z.object({
  phoneNumberId: graphId.meta({
    label: { en: 'Phone number ID', 'zh-CN': '电话号码编号（Phone number ID）' },
    help: {
      en: 'Not the number itself: the ID shown below it under API Setup.',
      'zh-CN': '不是号码本身，而是 API Setup 页中号码下方的编号。',
    },
  }),
  businessAccountId: graphId.meta({
    label: { en: 'WhatsApp Business Account ID', 'zh-CN': 'WhatsApp Business 账号编号' },
    help: { en: 'On the same page. Templates are read from it.', 'zh-CN': '在同一页中，用于读取消息模板。' },
  }),
  ...graphSettings,
})
export type WhatsappConfig = z.infer<typeof whatsappConfig>
