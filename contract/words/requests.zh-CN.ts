import type { WordTable } from '../words.ts'

/** What is said about requests and what they carry, in Chinese. */
export const requests: WordTable = {
  'The name {} does not resolve: check its spelling and this server’s DNS.': '域名 {} 无法解析，请检查拼写和本服务器的 DNS。',
  'The name {} has no address: check its spelling.': '域名 {} 没有对应的地址，请检查拼写。',
  '{} leads into this server’s own network; use a public host, or contact your administrator.':
    '{} 指向本服务器的内部网络。请使用公网主机，或联系 Parley 的管理员。',
  'Parley cannot reach its database at the moment. Try again in a few seconds.': 'Parley 暂时无法连接数据库，请稍后重试。',
  'Parley has no room left to keep this. Tell your administrator, and try again later.':
    'Parley 的磁盘空间已满，无法保存。请联系管理员，稍后再试。',
  'This is required.': '此项必填。',
  'This must not be empty.': '此项不能为空。',
  'Use at least {} characters.': '至少 {} 个字符。',
  'Use at most {} characters.': '最多 {} 个字符。',
  'This must be {} or more.': '不能小于 {}。',
  'This must be {} or less.': '不能大于 {}。',
  'Send at least {} of these.': '至少 {} 项。',
  'Send at most {} of these.': '最多 {} 项。',
  'Choose one of these: {}.': '请从这些值中选择：{}。',
  'Write a mail address, such as name@example.com.': '请填写邮箱地址，例如 name@example.com。',
  'This is not an id of ours: copy it as it was given.': '编号不正确，请原样复制。',
  'This is not written as it has to be. See /api/docs.': '格式不正确，请查看 /api/docs。',
  'This does not fit. See /api/docs.': '内容不符合要求，请查看 /api/docs。',
  'Send text here.': '此项应为文本。',
  'Send a number here.': '此项应为数字。',
  'Send a whole number here.': '此项应为整数。',
  'Send true or false here.': '此项应为 true 或 false。',
  'Send a list here.': '此项应为列表。',
  'Send an object here.': '此项应为对象。',
  'Remove line breaks and control characters.': '请去掉换行和控制字符。',
  'Remove the NUL character.': '请去掉 NUL 字符。',
  'Remove NUL characters and halves of characters.': '请去掉 NUL 字符和不完整的字符。',
  'This number is too large or too small.': '这个数字过大或过小。',
  'Give a time of the years 1000 to 9999.': '请填写公元 1000 年至 9999 年之间的时间。',
  'Give a day of the years 1000 to 9999.': '请填写公元 1000 年至 9999 年之间的日期。',
  'Something here is a number, date or text that cannot be kept. Change it, then try again.':
    '其中有无法保存的数字、日期或文本，请修改后重试。',
  'There is no field “{}” here. See /api/docs.': '没有名为“{}”的字段，请查看 /api/docs。',
  'The request does not fit. See /api/docs.': '请求不符合要求，请查看 /api/docs。',
  'The request could not be read. Check its body and headers.': '请求无法读取，请检查请求体和请求头。',
  'This is too large to take. Send less at once.': '内容过大，请分次发送。',
  'There is no such address. See /api/docs.': '没有这个地址，请查看 /api/docs。',
  'This address does not take that method. See /api/docs.': '这个地址不支持该方法，请查看 /api/docs。',
  'This request comes from another site. Open Parley itself and try again.': '请求来自其他网站。请直接打开 Parley 后重试。',
  'Something went wrong on our side. Try again; if it stays, tell your administrator the request id.':
    '我们这边出了问题，请重试；如果仍不行，请把请求编号告诉管理员。',
  'Send JSON, with the header Content-Type: application/json.': '请发送 JSON，并带上请求头 Content-Type: application/json。',
  'Send a JSON object: { … }.': '请发送 JSON 对象：{ … }。',
  'The client hung up.': '客户端已断开连接。',
  'Too much is being read right now. Try again in a minute.': '当前正在读取的内容过多，请一分钟后重试。',
  'This took longer than {} s to read, so it was given up.': '读取用时超过 {} 秒，已放弃。',
  'This took more memory than there is for reading it, or broke the reader, so it was given up.':
    '读取所需内存超出限制，或读取程序出错，已放弃。',
  'This is not JSON. Check its quotes, commas and brackets.': '这不是 JSON，请检查引号、逗号和括号。',
  'This JSON is nested deeper than {} levels. Send it flatter.': 'JSON 嵌套超过了 {} 层，请减少层级。',
  'This JSON has more than {} values. Send it in parts.': 'JSON 中的值超过了 {} 个，请分几次发送。',
  'This address cannot be read. Check how it is written.': '无法识别这个地址，请检查写法。',
  'The key “{}” is not allowed. Leave it out.': '不允许使用键“{}”，请去掉它。',
  'An Idempotency-Key is 1 to 200 visible ASCII characters; a UUID is best.':
    'Idempotency-Key 应为 1 到 200 个可见 ASCII 字符，建议使用 UUID。',
  'This Idempotency-Key was used for another request: make a new one.': '这个 Idempotency-Key 已用于另一个请求，请换一个。',
  'There were too many requests. Wait a moment.': '请求过于频繁，请稍候再试。',
  'You have uploaded much and sent none of it yet. Send those files first.': '您上传了较多文件但尚未发送，请先发送这些文件。',
  'This request took so long that its repeat was begun. Ask for the answer with the same Idempotency-Key.':
    '这个请求耗时过长，重试的请求已经开始。请用同一个 Idempotency-Key 再次请求以获取结果。',
  'The first request with this Idempotency-Key was carried out, but its answer was lost. Look at the result; do not repeat it.':
    '使用这个 Idempotency-Key 的第一个请求已经执行，但应答丢失了。请直接查看结果，不要重复提交。',
  'The first request with this Idempotency-Key is still running: try again in a moment.':
    '使用这个 Idempotency-Key 的第一个请求仍在处理，请稍后重试。',
  'Name a kind as GET /channel-kinds does.': '请使用 GET /channel-kinds 中的渠道类型。',
  'Send as `cursor` the `next` of the page before.': '`cursor` 应为上一页返回的 `next`。',
  'Send the cursor of the last answer.': '请发送上次返回的 cursor。',
}
