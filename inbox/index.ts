import { exportRoutes } from '../server/export/list.ts'
import type { Feature } from '../server/feature.ts'
import { deliver } from './deliver.ts'
import { sweepEarly } from './early.ts'
import { eraseTraces, sweepErasures } from './erase-traces.ts'
import { exportPersonRoute } from './export-person.ts'
import { exportedConversations } from './export.ts'
import { fileRoutes } from './files.ts'
import { outsideRoutes } from './outside-links.ts'
import { handBack } from './hand-back.ts'
import { handlers } from './handlers.ts'
import { correctionRoutes } from './language/corrections.ts'
import { rescore } from './language/rescore.ts'
import { fetchMedia, sweepMedia } from './media.ts'
import { askProfile, sweepProfiles } from './profiles.ts'
import { markRead } from './mark-read.ts'
import { oldestRawSeconds } from './raws.ts'
import { receiveLoop } from './receive.ts'
import { recoverLoop } from './recover.ts'
import { share } from './share.ts'
import { followLabels } from './tags/due.ts'
import { sweepTags, syncTags } from './tags/sync.ts'
import { emptyRaws } from './raw-retention.ts'
import { tidyInbox } from './tidy.ts'
import { tellPresence } from './visitor-presence.ts'
import { visitorPackets, visitorSockets } from './visitor.ts'

export const inbox: Feature = {
  name: 'inbox',
  handlers,
  routes: (router) => {
    fileRoutes(router)
    outsideRoutes(router)
    correctionRoutes(router)
    exportPersonRoute(router)
    exportRoutes(router, exportedConversations)
  },
  sockets: visitorSockets,
  packets: visitorPackets,
  subscribers: [handBack, share, followLabels],
  jobs: [
    // Those that wait for their turn on a paced channel are among them.
    { name: 'deliver', run: deliver, concurrency: 16 },
    markRead,
    tidyInbox,
    emptyRaws,
    rescore,
    eraseTraces,
    sweepErasures,
    sweepEarly,
    fetchMedia,
    sweepMedia,
    askProfile,
    sweepProfiles,
    syncTags,
    sweepTags,
    tellPresence,
  ],
  singletons: [
    { name: 'inbox/receive', run: receiveLoop },
    { name: 'inbox/recover', run: recoverLoop },
  ],
  waitingSeconds: oldestRawSeconds,
}

export { receiveBatch } from './receive.ts'
