import type { Handlers } from '../server/feature.ts'
import { getChannel, listChannels } from './channels.ts'
import { checkChannel, tryChannel } from './check.ts'
import { createChannel } from './create.ts'
import { outboxHandlers } from './email/outbox.ts'
import { listKinds } from './kinds.ts'
import { pauseChannel, resumeChannel } from './pause.ts'
import { listRaws, replayRaw } from './raws.ts'
import { simulate } from './simulate.ts'
import { adapterWords } from './table.ts'
import { listTemplates } from './templates.ts'
import { updateChannel } from './update.ts'

export const handlers = {
  'channel.kinds': listKinds,
  'channel.words': async () => ({ words: adapterWords }),
  'channel.list': listChannels,
  'channel.get': (context, { id }) => getChannel(context, id),
  'channel.create': createChannel,
  'channel.update': updateChannel,
  'channel.try': tryChannel,
  'channel.check': checkChannel,
  'channel.pause': pauseChannel,
  'channel.resume': resumeChannel,
  'channel.templates': listTemplates,
  'channel.simulate': simulate,
  'raw.list': listRaws,
  'raw.replay': replayRaw,
  ...outboxHandlers,
} satisfies Handlers
