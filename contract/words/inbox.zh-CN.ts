import type { WordTable } from '../words.ts'

/** What is said about conversations, messages and replies, in Chinese. */
export const inbox: WordTable = {
  'This conversation does not exist, or is not yours to see.': '会话不存在，或您无权查看。',
  'The conversation vanished while it was being changed.': '会话在修改时消失了。',
  'This message does not exist, or is not yours to see.': '消息不存在，或您无权查看。',
  'The message vanished while it was being written.': '消息在写入时消失了。',
  'The message vanished while its file was asked for.': '重新获取文件时，消息意外丢失。',
  'This message has no HTML of its own.': '这条消息没有 HTML 内容。',
  'On this channel an answer goes to the customer alone. Leave the recipients out.': '这个渠道的回复只发给客户本人，请不要指定收件人。',
  'Name at least one recipient.': '请至少填写一位收件人。',
  'Your role sees mail addresses in part only, so it cannot choose recipients. Leave them out.':
    '您的角色只能看到部分邮箱地址，无法指定收件人，请留空。',
  'A note goes to nobody outside. Leave out what is to be forwarded.': '备注不会发给外部人员，请去掉要转发的消息。',
  'The message to be forwarded is not in this conversation (any more).': '要转发的消息不在此会话中（或已被撤回）。',
  'This message id is taken: make a new one (UUIDv7).': '消息编号已被占用，请生成新的编号（UUIDv7）。',
  '{} is disabled: choose somebody else.': '{} 已停用，请选择其他人。',
  'Only a person can write here.': '只有成员可以在这里发消息。',
  'This conversation was given to another customer at this very moment. Try again.': '会话刚刚被转到另一位客户名下，请重试。',
  'On this channel only the customer can begin. Choose another way to write to them.': '在这个渠道上只能由客户先开口，请换一种方式联系。',
  'There is no such channel in this workspace.': '工作区里没有这个渠道。',
  'This channel cannot write to that address. Choose another way.': '这个渠道无法联系该地址，请换一种方式。',
  'Write a subject: the customer sees it first.': '请填写主题：客户最先看到它。',
  'Finding these conversations takes too long. Narrow the filter.': '查找这些会话耗时太长，请缩小筛选范围。',
  'Only a person can keep a view.': '只有成员可以保存视图。',
  'This view does not exist (any more).': '视图不存在或已删除。',
  'This view is somebody else’s: save it as your own.': '这是他人的视图，请另存为自己的视图。',
  'Only a customer’s words have a mood: choose one of their messages.': '只有客户的话才有情绪，请选择客户的消息。',
  'Only open conversations are kept in the order of their mood. Choose another order.': '只有未完成的会话可以按情绪排序，请换一种排序。',
  'Only a person can correct a sentiment.': '只有成员可以更正情绪。',
  'Only a customer’s words have an intent: choose one of their messages.': '只有客户的话才有意图，请选择客户的消息。',
  'Only a person can correct an intent.': '只有成员可以更正意图。',
  'Parley does not know this intent yet. Teach it a phrase first.': '还没有这个意图，请先添加一句例句。',
  'Only a person can teach an intent.': '只有成员可以教意图。',
  'This phrase already means {}. Remove it there first.': '这句话已归入 {}，请先在那里删除。',
  'A workspace can teach {} phrases. Remove some first.': '一个工作区最多可教 {} 句，请先删除一些。',
  'This phrase was removed already.': '这句话已被删除。',
  'Name the intent in lower-case letters, such as order_status.': '意图名称请用小写字母，例如 order_status。',
  '{} wrote meanwhile: read it, then send again.': '{} 刚刚发了新消息，请看过之后再发送。',
  'Write something, or attach a file.': '请输入内容或添加附件。',
  'This text is too long for the channel ({} of at most {}). Shorten it or send it in parts.':
    '内容超出了渠道的长度限制（当前 {}，最多 {}）。请缩短或分几条发送。',
  'This channel takes at most {} files in one message. Send the others in the next one.':
    '这个渠道一条消息最多 {} 个文件，其余的请放到下一条发送。',
  'A file is missing or was sent already: attach it again.': '有文件缺失或已经发送过，请重新添加。',
  '“{}” is larger than this channel takes. Send a file of at most {} MB.': '“{}”超出了渠道的大小限制，请发送不超过 {} MB 的文件。',
  'This channel is paused: your answer waits until it goes on.': '渠道已暂停：您的回复会在恢复后发出。',
  'Only a message that failed, waits, or whose fate is unknown, can be sent again.':
    '只有发送失败、正在等待或不确定是否送达的消息可以重新发送。',
  'Only a message whose fate is unknown can be marked as arrived.': '只有不确定是否送达的消息可以标记为已送达。',
  'Only a message that failed can be discarded.': '只有发送失败的消息可以丢弃。',
  'A note takes the place of no message. Leave out which one it replaces.': '备注不能替换消息，请去掉要替换的消息。',
  'The message this one replaces is not in this conversation.': '要替换的消息不在这个会话里。',
  'The message this one replaces is on its way, out, or discarded already. Edit this one, and send it if it is still needed.':
    '要替换的消息已在发送、已发出或已丢弃。如仍需要，请编辑这条后再发送。',
  'The message could not be put together: {}. Parley tries again.': '消息无法生成：{}。Parley 会自动重试。',
  'Something went wrong while this was being sent, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.':
    '发送途中出错，无法确定是否送达。请核实后重新发送，或标记为已送达。',
  'The provider had trouble while taking this, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.':
    '平台在接收这条消息时出现异常，无法确定是否送达。请核实后重新发送，或标记为已送达。',
  'Parley was interrupted while sending this, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.':
    '发送途中 Parley 中断，无法确定是否送达。请核实后重新发送，或标记为已送达。',
  'The provider did not answer. Parley sends this again under the same id, so that it arrives once.':
    '平台没有应答。Parley 会以同一编号再次发送，对方只会收到一次。',
  'An earlier try got no answer, so nobody can tell whether this arrived. Check, then send again or mark it as arrived.':
    '之前有一次发送没有得到应答，无法确定是否送达。请核实后重新发送，或标记为已送达。',
  'The provider did not answer when this was sent, and by now would not know it again. Check whether it arrived, then send again or mark it as arrived.':
    '发送时平台没有应答，现在平台已无法识别重复消息。请核实是否送达，再重新发送，或标记为已送达。',
  'Part {} of {}: {}': '第 {} 部分（共 {} 部分）：{}',
  'Many messages are going out on this channel, and its provider takes only so many at a time. This one goes out by itself when its turn comes.':
    '这个渠道正在发送大量消息，而平台限制了发送频率。轮到这条消息时会自动发出。',
  'Nothing goes out on this channel before {}; this goes out by itself then.': '此渠道在 {} 之前暂停发送，届时会自动发出。',
  'The customer must write again first.': '需要等客户再次发来消息。',
  'This goes out in {} parts, and the channel takes only {} more until the customer writes again. Shorten it.':
    '这条消息要分 {} 条发送，而在客户再次发来消息之前，渠道只允许再发 {} 条。请缩短内容。',
  'Cut between its words, this text makes {} parts, and the channel takes at most {}. Shorten it.':
    '按词断开后，这段文字要分 {} 条发送，而渠道最多允许 {} 条。请缩短内容。',
  'Send either a text or a prepared message.': '请发送文字或模板消息，二者选一。',
  'A prepared message is for the customer. Write the note as a text.': '模板消息是发给客户的；备注请直接写文字。',
  'A prepared message goes out without files. Send them after it.': '模板消息不能带文件，请在其后另发。',
  'This channel has no prepared messages. Write a text instead.': '这个渠道没有模板消息，请改写文字。',
  'The provider does not have this prepared message (any more). Choose another.': '平台上没有这个模板消息（或已删除），请另选一个。',
  'This prepared message has {} places to fill in. Fill in each.': '这个模板消息有 {} 处需要填写，请逐一填写。',
  'The prepared messages could not be fetched: {} Try again in a moment.': '无法获取模板消息：{}请稍后重试。',
  'The conversation with this address belongs to {}. Say there whose it is, or choose another way.':
    '这个地址的会话属于 {}。请在那里更正客户，或改用其他方式。',
  'The counters could not be read. Try again.': '计数读取失败，请重试。',
  'Ask for history after or before a position.': '请按位置请求之前或之后的历史消息。',
  'Something went wrong on our side. It will be tried again.': '我们这边出了问题，会自动重试。',
  'This link does not work (any more).': '这个链接无效或已过期。',
  'Send 1 to 100 ids with commas between them.': '请提供 1 到 100 个编号，用逗号分隔。',
}
