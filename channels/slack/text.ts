/** Slack's markup as a person would type it: names for references, addresses for links, characters for entities. */
export function plainText(text = ''): string {
  const named = text.replace(/<([^<>\n]{1,3000})>/g, (_, inside: string) => nameOf(inside))
  return named.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()
}

/** `@U1`, `#C1|general`, `!here`, `!subteam^S1|@team`, `https://x.test|label`. https://docs.slack.dev/messaging/formatting-message-text */
function nameOf(inside: string): string {
  const [target = '', label] = inside.split('|', 2)
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`
  if (/^[@#]/.test(target)) return label ? `${target[0]}${label}` : target
  const address = target.replace(/^mailto:|^tel:/, '')
  return label && label !== address ? `${label} (${address})` : address
}

/** What somebody typed, so that Slack shows just that. */
export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const emoji =
  'thumbsup👍 +1👍 thumbsdown👎 -1👎 heart❤️ tada🎉 eyes👀 pray🙏 clap👏 fire🔥 smile😄 joy😂 cry😢 rage😡 white_check_mark✅ rocket🚀'
const characters = new Map(emoji.split(' ').map((pair) => [pair.replace(/[^\w+-]+$/, ''), pair.replace(/^[\w+-]+/, '')]))

/** A reaction's name as its character, or as Slack writes it. */
export const emojiOf = (name: string) => characters.get(name.split('::')[0] ?? '') ?? `:${name.split('::')[0]}:`
