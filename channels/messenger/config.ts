import * as z from 'zod'
import { graphId, graphSettings } from '../meta/config.ts'

export const messengerConfig = z.object({
  pageId: graphId.meta({
    label: { en: 'Page ID', 'zh-CN': '主页编号（Page ID）' },
    help: { en: 'On the Page under About → Page transparency.', 'zh-CN': '在主页的“关于 → 主页公开透明度”中。' },
  }),
  ...graphSettings,
})
export type MessengerConfig = z.infer<typeof messengerConfig>
