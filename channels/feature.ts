import type { Feature } from '../server/feature.ts'
import { loadAccount } from './accounts.ts'
import { handlers } from './handlers.ts'
import { listenToChannels } from './listen.ts'
import { openPeers } from './provider/peers.ts'
import { shareTokens } from './provider/tokens.ts'
import { pull, sweepPulls } from './pull.ts'
import { receiveMail } from './receive-mail.ts'
import { renewSettings } from './renew.ts'
import { deliver } from './simulate.ts'
import { adapterFor } from './table.ts'
import { tokenStore } from './tokens.ts'
import { webhookRoutes } from './webhooks.ts'
import { demoRoutes } from './webchat/demo/routes.ts'
import { widgetRoutes } from './webchat/routes.ts'

openPeers({
  demoOf: ({ kind }) => adapterFor(kind).demo,
  deliver: async (account, request) => deliver(await loadAccount(account.channelId), request),
})

shareTokens(tokenStore)

export const channels: Feature = {
  name: 'channels',
  handlers,
  routes: (router) => [webhookRoutes, widgetRoutes, demoRoutes].forEach((add) => add(router)),
  jobs: [pull, sweepPulls, renewSettings],
  singletons: [
    { name: 'channels/listen', run: listenToChannels },
    { name: 'channels/receive-mail', run: receiveMail, mayEnd: true },
  ],
}
