/** A small set for customer talk, by group. */
export const emoji = {
  faces: [...'🙂😀😄😊😉😍🥰😘😎🤩😂🤣😅🥹😌🤔🫡🤗😮😢😭😔😕😟😡🙄😴🤒'],
  hands: [...'👍👎👌👏🙏🤝💪👋🙌✌️🤞👉👇✋'].filter((one) => one !== '\uFE0F'),
  hearts: ['❤️', '🧡', '💛', '💚', '💙', '💜', '🖤', '💔', '💖', '💯', '🌹', '💐', '🌸', '✨'],
  things: [...'🎉🎂🎁📦🚚📷📎📄🧾💰💳🛒📞📧⏰📅✅❌❗❓🔥⭐☕🧧'],
} as const
export type EmojiGroup = keyof typeof emoji
