import { GrammyError } from 'grammy'
import type { WebhookInfo } from 'grammy/types'
import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { error, ok, publicAddress, unreachable, warning, webhookUrl } from '../provider/findings.ts'
import { telegram } from './client.ts'
import type { TelegramConfig } from './config.ts'

/** Signs in as the bot and looks at how its messages reach us. Telegram dates no requests, so clocks do not matter. */
export async function check(account: Account<TelegramConfig>): Promise<Finding[]> {
  try {
    const api = telegram(account)
    const me = await api.getMe()
    return [ok('Bot', `Signed in as @${me.username}.`), ...delivery(account, await api.getWebhookInfo())]
  } catch (failure) {
    if (!(failure instanceof GrammyError)) return [unreachable(failure, 'apiUrl')]
    const said = `Telegram refused the bot token: ${failure.description}`
    return [error('Bot', said, 'Copy it again from @BotFather: /mybots, the bot, API Token.', 'botToken')]
  }
}

function delivery(account: Account<TelegramConfig>, info: WebhookInfo): Finding[] {
  const { url, last_error_message: said, pending_update_count: waiting } = info
  if (account.config.receive === 'polling') return [ok('Delivery', 'Parley fetches this bot’s messages.')]
  const address = publicAddress(account)
  // While settings are only being tried there is no address to give yet.
  if (!account.channelId) return [address]
  if (url !== webhookUrl(account))
    return [address, warning('Delivery', 'Telegram does not deliver this bot’s messages to Parley yet.', soon)]
  if (!said || waiting === 0) return [address, ok('Delivery', 'Telegram delivers this bot’s messages to Parley.')]
  return [address, warning('Delivery', `Telegram could not deliver, ${waiting} messages wait: ${said}`, reachable)]
}

const soon = 'Parley asks it to once the channel is active. If this stays, see the channel’s health, or choose polling.'
const reachable = 'Make sure PUBLIC_URL leads to Parley over https with a valid certificate.'
