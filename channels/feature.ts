import type { Feature } from '../server/feature.ts'
import { handlers } from './handlers.ts'
import { listenToChannels } from './listen.ts'
import { webhookRoutes } from './webhooks.ts'
import { widgetRoutes } from './webchat/routes.ts'

export const channels: Feature = {
  name: 'channels',
  handlers,
  routes: (router) => {
    webhookRoutes(router)
    widgetRoutes(router)
  },
  singletons: [{ name: 'channels/listen', run: listenToChannels }],
}
