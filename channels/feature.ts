import type { Feature } from '../server/feature.ts'
import { webhookRoutes } from './webhooks.ts'

export const channels: Feature = {
  name: 'channels',
  routes: webhookRoutes,
}
