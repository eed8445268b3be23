import type { WordTable } from '../../contract/words.ts'

/** What the channels at Meta say to people, in Chinese. */
export const words: WordTable = {
  'The account called somebody.': '账号拨打了电话。',
  'Write the ID as Meta shows it: digits only.': '请按 Meta 显示的填写编号，只含数字。',
  'Use at least 8 characters.': '至少 8 个字符。',
  'This is no webhook of Meta: it has no list named “entry”.': '这不是 Meta 的回调：其中没有名为“entry”的列表。',
  'There is nothing for this account in it.': '其中没有属于此账号的内容。',
  'It tells of the account itself, of no conversation.': '有关账号本身的通知，与会话无关。',
  'WhatsApp reports an error ({}): {}': 'WhatsApp 报告错误（{}）：{}',
  'WhatsApp took the message, or took it away again.': 'WhatsApp 已接收该消息，或已将其撤下。',
  'The account changed a message of its own.': '账号修改了自己的消息。',
  'A consent to notices, which opens no conversation.': '用户同意接收通知，不会开启会话。',
  'Apps of the account told each other who answers.': '账号的应用之间交接了回复权。',
  'What the account itself wrote in public.': '账号自己公开发表的内容。',
  'A post or comment was hidden, shown or moved.': '帖子或评论被隐藏、显示或移动。',
  'A reaction to a post.': '对帖子的表情回应。',
  'Figures of a story.': '快拍的统计数据。',
  Page: '主页',
  'Instagram account': 'Instagram 账号',
  'The token speaks for {} ({}), not for this Page.': '令牌对应 {}（{}），不是此主页。',
  'The token speaks for @{}.': '令牌对应 @{}。',
  'Use a Page access token with pages_messaging, pages_manage_metadata, pages_read_engagement and pages_manage_engagement.':
    '请使用带 pages_messaging、pages_manage_metadata、pages_read_engagement 和 pages_manage_engagement 权限的主页访问令牌。',
  'Copy the Instagram account ID again, and use a Page access token with instagram_basic, instagram_manage_messages and instagram_manage_comments.':
    '请重新复制 Instagram 账号编号，并使用带 instagram_basic、instagram_manage_messages 和 instagram_manage_comments 权限的主页访问令牌。',
  'Meta could not deliver this and does not say why.': 'Meta 未能送达，也没有说明原因。',
  'Meta could not deliver this ({}): {}': 'Meta 未能送达（{}）：{}',
  'Meta asks us to slow down; Parley tries again.': 'Meta 要求放慢发送速度，Parley 会重试。',
  'Meta has trouble at the moment; Parley tries again.': 'Meta 暂时有故障，Parley 会重试。',
  'Meta no longer accepts the access token. Make a new one and enter it in the channel’s settings.':
    'Meta 不再接受此访问令牌，请生成新的令牌并填入渠道设置。',
  'The access token lacks a permission for this. Grant the permissions named in the set-up steps.':
    '访问令牌缺少所需权限，请授予设置步骤中列出的权限。',
  'Meta takes no answer any more: too much time has passed since the customer last wrote. Wait until they write again.':
    '距离客户上次来信时间过长，Meta 不再接受回复，请等待客户再次来信。',
  'This person cannot be written to: they left, blocked this account, or wrote to another one.':
    '无法向此人发送消息：对方已停用、已屏蔽此账号，或当时联系的是另一个账号。',
  'Meta does not take this file: its type or size is none it knows. Send it in another format.':
    'Meta 不接受此文件的类型或大小，请换一种格式发送。',
  'The template does not fit what was entered. Look at its variables, and choose it again.': '模板与填写的内容不符，请检查变量后重新选择。',
  'This template cannot be used now: it is missing, paused or not approved. Look at it in WhatsApp Manager, or choose another.':
    '此模板目前不可用：不存在、已暂停或未通过审核。请在 WhatsApp Manager 中查看，或换一个模板。',
  'This number is not registered with the Cloud API. Register it in WhatsApp Manager.':
    '此号码尚未注册 Cloud API，请在 WhatsApp Manager 中注册。',
  'What this answers is not there any more, or the account may not see it.': '所回复的内容已不存在，或账号无权查看。',
  'Meta has restricted this account for breaking its rules. Look at its status in Meta Business Suite.':
    'Meta 因违规限制了此账号，请在 Meta Business Suite 中查看状态。',
  'WhatsApp keeps marketing messages from this person as part of a trial. Wait until they write.':
    'WhatsApp 正在试验中，不向此人投递营销消息，请等待对方来信。',
  'This is the channel’s own number: nobody can write to themselves here.': '这是渠道自己的号码，不能给自己发消息。',
  'WhatsApp cannot deliver to this number: it may not use WhatsApp, or only an old version of it.':
    'WhatsApp 无法送达此号码：对方可能没有使用 WhatsApp，或版本过旧。',
  'Meta has locked this WhatsApp account. Look at its status in WhatsApp Manager.':
    'Meta 已锁定此 WhatsApp 账号，请在 WhatsApp Manager 中查看状态。',
  'The name of this WhatsApp number is not approved yet. Have it approved in WhatsApp Manager.':
    '此 WhatsApp 号码的显示名称尚未通过审核，请在 WhatsApp Manager 中提交审核。',
  'Meta cannot charge for this message. Check the payment settings of the WhatsApp account.':
    'Meta 无法为此消息扣费，请检查 WhatsApp 账号的付款设置。',
  'More than 24 hours have passed since the customer last wrote. Send a template instead.':
    '距离客户上次来信已超过 24 小时，请改为发送模板。',
  'WhatsApp holds this number back because people blocked or reported it. Look at its quality in WhatsApp Manager.':
    '此号码被多人屏蔽或举报，WhatsApp 限制了发送，请在 WhatsApp Manager 中查看质量评级。',
  'WhatsApp holds this back so that the customer does not get too much marketing. Try again in a day.':
    '为避免客户收到过多营销消息，WhatsApp 未投递此消息，请一天后再试。',
  'The customer wants no marketing messages from you on WhatsApp.': '客户已拒收您在 WhatsApp 上的营销消息。',
  'WhatsApp does not take messages of this kind.': 'WhatsApp 不支持这种消息。',
  'Too many messages went to this person in a short time; Parley tries again.': '短时间内发给此人的消息过多，Parley 会重试。',
  'With what was entered the template gets too long. Shorten the variables.': '填入变量后模板过长，请缩短变量内容。',
  'The app secret does not belong to the app of the access token. Correct it in the channel’s settings.':
    '应用密钥与访问令牌不属于同一个应用，请在渠道设置中更正。',
  'WhatsApp takes free text only within 24 hours of the customer’s last message: send a template.':
    'WhatsApp 只允许在客户上次来信后 24 小时内自由回复，请发送模板。',
  'Meta takes answers for 7 days after the customer’s last message. Wait until they write again.':
    'Meta 只接受客户上次来信后 7 天内的回复，请等待客户再次来信。',
  'More than 24 hours have passed: this goes out marked as a person’s late answer, which must not advertise.':
    '已超过 24 小时：消息将标记为人工延迟回复发出，内容不得包含推广。',
  'Copy the app secret again from App settings → Basic, of the same app.': '请从同一应用的“应用设置 → 基本”中重新复制应用密钥。',
  'Copy the access token again, or make a new one.': '请重新复制访问令牌，或生成新的令牌。',
  'Meta refused: {}': 'Meta 拒绝：{}',
  'Meta answered {}.': 'Meta 返回 {}。',
  'The account is subscribed to an app.': '账号已订阅应用。',
  'No app is subscribed to this account, so Meta sends nothing.': '没有应用订阅此账号，因此 Meta 不会发送任何内容。',
  'Subscribe the account to the app’s webhooks, as the set-up steps say.': '请按设置步骤为账号订阅应用的回调。',
  Webhooks: '回调（Webhook）',
  Templates: '模板',
  'Phone number': '电话号码',
  'Templates can be read.': '可以读取模板。',
  'The token speaks for {} ({}).': '令牌对应 {}（{}）。',
  'Copy the phone number ID again, and grant the token whatsapp_business_messaging for this WhatsApp account.':
    '请重新复制电话号码编号，并为令牌授予此 WhatsApp 账号的 whatsapp_business_messaging 权限。',
  'Copy the WhatsApp Business Account ID again, and grant the token whatsapp_business_management.':
    '请重新复制 WhatsApp Business 账号编号，并为令牌授予 whatsapp_business_management 权限。',
  'Meta does not list the templates: {}. Check the channel’s settings.': 'Meta 没有列出模板：{}。请检查渠道设置。',
  'WhatsApp does not have this file any more: it keeps them for 30 days.': 'WhatsApp 已没有此文件：文件只保留 30 天。',
}
