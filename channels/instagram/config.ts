import * as z from 'zod'
import { graphId, graphSettings } from '../meta/config.ts'

export const instagramConfig = z.object({
  accountId: graphId.meta({
    label: { en: 'Instagram account ID', 'zh-CN': 'Instagram 账号编号' },
    help: {
      en: 'Of the professional account; GET /<Page ID>?fields=instagram_business_account shows it.',
      'zh-CN': '专业账号的编号，可由 GET /<主页编号>?fields=instagram_business_account 查到。',
    },
  }),
  ...graphSettings,
})
export type InstagramConfig = z.infer<typeof instagramConfig>
