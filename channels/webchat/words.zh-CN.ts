import type { WordTable } from '../../contract/words.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'This file is empty. Choose another one.': '文件是空的，请换一个。',
  'This file is not yours, or was removed. Choose it again.': '文件已被移除或不属于您，请重新选择。',
  'Send a picture, a PDF, an Office document or plain text.': '请发送图片、PDF、Office 文档或纯文本文件。',
  'Write origins like https://shop.example.com, separated by commas.': '请填写网站来源，如 https://shop.example.com，多个用逗号分隔。',
  'Write a colour like #2450c8.': '请填写颜色值，例如 #2450c8。',
  Address: '地址',
  Sites: '网站',
  '{} can only be reached from this machine.': '{} 只能从本机访问。',
  'Pages load the chat from {}/widget.js.': '网页从 {}/widget.js 加载聊天窗口。',
  'Set PUBLIC_URL to the address your visitors can reach before you put the chat on a public page.':
    '把聊天窗口放到公开网页之前，请把 PUBLIC_URL 设为访客能访问的地址。',
  'Only {} may show this chat.': '只有 {} 可以嵌入这个聊天窗口。',
  'Any site may show this chat.': '任何网站都可以嵌入这个聊天窗口。',
  'This is not a web chat payload. At “{}”: {}': '这不是网页聊天的数据。“{}”处：{}',
  'There is no such web chat. Copy the snippet from the channel’s settings again.': '网页聊天不存在，请从渠道设置里重新复制代码。',
  'The identity’s hash is wrong: it must be hex(HMAC-SHA256(identity secret, id)).':
    '身份签名 hash 不正确，应为 hex(HMAC-SHA256(identity secret, id))。',
  '{} is not among this chat’s allowed sites: add it in the channel’s settings.': '{} 不在这个聊天窗口允许的网站中，请在渠道设置里添加。',
  'The chat widget is not built yet: run “npm run build”.': '聊天窗口尚未构建，请运行“npm run build”。',
  'This chat has ended. Reload the page.': '聊天已结束，请刷新页面。',
  'This chat is closed for the moment. Your message waits here and is sent when it opens.':
    '聊天暂时关闭。您的消息已保存在这里，恢复后自动发送。',
  'This link has expired. Reload the page to get a new one.': '链接已过期，请刷新页面。',
  'This cannot be read. Reload the page.': '无法识别，请刷新页面。',
  'You are writing faster than we can read.': '您发得太快了。',
  'Too many files come from your network.': '您所在的网络上传的文件过多。',
  'There were too many requests.': '请求过于频繁。',
  '{} Wait {} seconds.': '{}请等待 {} 秒。',
}
