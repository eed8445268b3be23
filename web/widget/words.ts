const en = {
  open: 'Open chat',
  openUnread: (n: number) => `Open chat, ${n} unread`,
  close: 'Close chat',
  greeting: 'Hello! How can we help?',
  intro: 'Write to us here. We answer as soon as we can, and your chat waits for you when you come back.',
  placeholder: 'Write a message…',
  send: 'Send',
  attach: 'Attach a file',
  remove: (name: string) => `Remove ${name}`,
  drop: 'Drop the file to attach it',
  earlier: 'Earlier messages',
  here: 'We are here',
  away: 'We answer as soon as we can',
  offline: 'Connecting…',
  waiting: 'No connection. What you write waits here and is sent by itself.',
  typing: (name: string) => `${name} is typing`,
  someone: 'We',
  sending: 'Sending',
  received: 'Sent',
  read: 'Read',
  failed: 'Not sent',
  retry: 'Try again',
  discard: 'Discard',
  you: 'You',
  today: 'Today',
  yesterday: 'Yesterday',
  tooLarge: 'This file is larger than 10 MB: choose a smaller one.',
  tooMany: 'Ten files fit one message.',
  uploadFailed: 'The file did not get through. Check the connection and attach it again.',
  uploading: 'Wait until the files are up.',
  messages: 'Messages',
}

export type Words = typeof en

const zh: Words = {
  open: '打开聊天',
  openUnread: (n) => `打开聊天，${n} 条未读`,
  close: '关闭聊天',
  greeting: '您好！有什么可以帮您？',
  intro: '请在这里留言，我们会尽快回复。下次回来，聊天记录还在。',
  placeholder: '输入消息…',
  send: '发送',
  attach: '添加文件',
  remove: (name) => `移除 ${name}`,
  drop: '松开即可添加文件',
  earlier: '更早的消息',
  here: '我们在线',
  away: '我们会尽快回复',
  offline: '正在连接…',
  waiting: '网络已断开。您写的内容会保存在这里，恢复后自动发送。',
  typing: (name) => `${name} 正在输入`,
  someone: '客服',
  sending: '发送中',
  received: '已发送',
  read: '已读',
  failed: '未发送',
  retry: '重试',
  discard: '删除',
  you: '您',
  today: '今天',
  yesterday: '昨天',
  tooLarge: '文件超过 10 MB，请选择小一些的文件。',
  tooMany: '一条消息最多 10 个文件。',
  uploadFailed: '文件上传失败。请检查网络后重新添加。',
  uploading: '请等文件上传完成。',
  messages: '消息',
}

export type Language = 'en' | 'zh-CN'

export const words: Record<Language, Words> = { en, 'zh-CN': zh }

/** The page's wish first, then the channel's, then the browser's. */
export function languageOf(page: string | undefined, channel: string, browser: string): Language {
  const wish = page ?? (channel === 'auto' ? browser : channel)
  return /^zh/i.test(wish) ? 'zh-CN' : 'en'
}
