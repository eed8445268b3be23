const emoji =
  'thumbsup👍 +1👍 thumbsdown👎 -1👎 heart❤️ tada🎉 eyes👀 pray🙏 clap👏 fire🔥 smile😄 joy😂 cry😢 rage😡 white_check_mark✅ rocket🚀'
const characters = new Map(emoji.split(' ').map((pair) => [pair.replace(/[^\w+-]+$/, ''), pair.replace(/^[\w+-]+/, '')]))

/** A reaction's name as its character, or as Slack writes it. */
export const emojiOf = (name: string) => characters.get(name.split('::')[0] ?? '') ?? `:${name.split('::')[0]}:`
