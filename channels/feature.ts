import type { Feature } from '../server/feature.ts'
import { handlers } from './handlers.ts'
import { listenToChannels } from './listen.ts'
import { receiveMail } from './receive-mail.ts'
import { webhookRoutes } from './webhooks.ts'
import { demoRoutes } from './webchat/demo/routes.ts'
import { widgetRoutes } from './webchat/routes.ts'

export const channels: Feature = {
  name: 'channels',
  handlers,
  routes: (router) => [webhookRoutes, widgetRoutes, demoRoutes].forEach((add) => add(router)),
  singletons: [
    { name: 'channels/listen', run: listenToChannels },
    { name: 'channels/receive-mail', run: receiveMail },
  ],
}
