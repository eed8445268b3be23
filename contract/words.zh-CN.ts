import type { WordTable } from './words.ts'

/** What the server side says to people, in Chinese; `tests/words` finds a text that is missing here and an entry nobody says any more. */
export const zhCN: WordTable = {
  // Signing in, people, the workspace
  'Sign in first: your session is missing, has expired, or was ended.': '请先登录：您尚未登录，或登录已过期、已被结束。',
  'Your session is over. Sign in again.': '登录已失效，请重新登录。',
  'Your role does not allow this. Ask an owner of the workspace.': '您的角色没有此权限，请联系工作区所有者。',
  'Your access has been ended. Ask an owner of your workspace to give it back.': '您的账号已停用，请联系工作区所有者重新启用。',
  'The address or the password is wrong. Check both and try again.': '邮箱或密码不正确，请检查后重试。',
  'The current password is wrong. Enter it to set a new one.': '当前密码不正确。设置新密码前，请先输入当前密码。',
  'The demo’s password is known to everybody, so it works on this machine only. Start Parley with DEMO_PASSWORD set.':
    '演示密码人人皆知，只能在本机使用。请设置 DEMO_PASSWORD 后重新启动 Parley。',
  'There were too many tries. Wait {} min, then try again.': '尝试次数过多，请等待 {} 分钟后再试。',
  'You are not signed in there (any more).': '您在该设备上没有登录，或已经退出。',
  'You cannot end your own access. Ask another owner to do it.': '不能停用自己的账号，请让另一位所有者操作。',
  'A workspace needs an owner. Make somebody else an owner first.': '工作区必须有一位所有者，请先让另一位成员成为所有者。',
  'Your own access was changed a moment ago. Load the page again to see what you may do.': '您的权限刚刚被更改，请重新加载页面查看。',
  'Whoever takes the work over needs access themselves. Choose somebody else.': '接手工作的成员必须有登录权限，请选择其他成员。',
  'This role may do or see more than you. Ask somebody whose role allows it to do this.':
    '该角色的权限超出您自己的权限，请联系有此权限的成员操作。',
  'This is no role. Choose one of the list.': '角色不存在，请从列表中选择。',
  'There is no such role in this workspace.': '工作区里没有这个角色。',
  'There is a role of this name already. Choose another.': '已有同名角色，请换一个名称。',
  'A built-in role cannot be changed. Make one of your own like it.': '内置角色不能修改，可以照着它新建一个角色。',
  'A workspace can have 100 roles of its own. Remove one first.': '一个工作区最多自建 100 个角色，请先删除一个。',
  'Somebody else changed this role meanwhile. Look at it again before you save.': '这个角色刚刚被其他人修改，请查看后再保存。',
  'Somebody has this role, or is invited with it. Give them another one first.': '有成员或邀请正在使用这个角色，请先换成其他角色。',
  'There is no such team in this workspace.': '工作区里没有这个团队。',
  'There is a team of this name already. Choose another.': '已有同名团队，请换一个名称。',
  'A team cannot stand below itself. Choose another team above it.': '团队不能成为自己的下级，请选择其他上级团队。',
  'Teams can stand ten deep. Choose a team further up.': '团队最多十级，请选择更上一级的团队。',
  'A workspace can have 500 teams. Remove one first.': '一个工作区最多 500 个团队，请先删除一个。',
  'Only a signed-in person can do this. Sign in first.': '此操作需要登录，请先登录。',
  'There is no such person in this workspace.': '工作区里没有这位成员。',
  'Somebody already signs in with this address. Sign in, or use another one.': '该邮箱已被注册，请直接登录或换一个邮箱。',
  'This person already has an account in your workspace and can sign in with it.': '对方已是工作区成员，可以直接登录。',
  'There is no such invitation (any more): it was accepted or taken back.': '邀请不存在：可能已被接受或收回。',
  'This invitation has been used or taken back, or is older than seven days. Ask for a new one.':
    '邀请已被使用、收回，或超过了 7 天。请让对方重新邀请您。',
  'This Parley already has an owner. Sign in, or ask the owner for an invitation.': '这个 Parley 已有所有者。请登录，或请所有者邀请您。',
  'This is no time zone: use a name like Asia/Shanghai or Europe/Berlin.': '时区不正确，请使用 Asia/Shanghai、Europe/Berlin 这样的名称。',

  // Customers
  'This customer does not exist (any more).': '客户不存在，或已被删除。',
  'This customer was merged into another at this moment. Look again, then try once more.':
    '此客户刚刚被合并到另一位客户。请查看后再试一次。',
  'There is no such field. See the settings for those there are.': '没有这个字段，请在设置中查看现有字段。',
  'There is no such day in this calendar. Check month, day and leap month.': '该历法中没有这一天，请检查月、日和闰月。',
  'There is no such kind of channel. Choose one that is connected.': '没有这种渠道，请选择已接入的渠道。',
  'This is no language. Write it as en or zh-CN.': '语言代码不正确，请写成 en 或 zh-CN 这样的形式。',
  'There is no such person in this workspace, or they are disabled. Choose somebody else.':
    '工作区里没有这位成员，或已被停用。请选择其他人。',
  'There is no such team (any more). Choose another.': '团队不存在或已删除，请另选一个。',
  'There is no such label (any more). Choose another.': '标签不存在或已删除，请另选一个。',
  'There is no such disagreement.': '没有这条待核对的差异。',
  'Somebody else has decided this already. Look at the profile again.': '已有其他人处理了这条差异，请重新查看客户资料。',
  'This time is yet to come. Say when the customer said so.': '时间不能晚于现在，请填写客户实际表示的时间。',
  'The consent vanished while it was being written.': '写入授权记录时，记录意外丢失。',
  'A workspace can have {} fields. Use one that was put away again.': '一个工作区最多 {} 个自定义字段，请重新启用已收起的字段。',
  'The least is more than the most. Exchange them.': '最小值大于最大值，请对调。',
  'Say in which currency the amounts are.': '请选择金额的币种。',
  'Give at least one option to choose from.': '请至少添加一个选项。',
  'Only fields of the type choice have options. Leave them out.': '只有选择类字段才有选项，请去掉选项。',
  'Two options are the same. Give each a name of its own.': '有两个选项相同，请使用不同的名称。',
  '“{}” is chosen for some customers, so it cannot be removed. Rename it, or change those customers first.':
    '已有客户选择了“{}”，不能删除。可以改名，或先修改这些客户。',
  'There is a field called {} already. Choose another name.': '已有名为 {} 的字段，请换一个名称。',
  '“{}” was put away. Bring it back in the settings first.': '“{}”已收起，请先在设置中恢复。',
  '“{}” is required, so it cannot be emptied.': '“{}”为必填，不能清空。',
  '“{}”: {}': '字段“{}”：{}',
  'Write one line of text.': '请填写一行文字。',
  'Write text.': '请填写文字。',
  'Write a number.': '请填写数字。',
  'Give the amount as a whole number of the smallest unit, such as cents.': '金额请用最小单位的整数表示，例如分。',
  'Write the day as YYYY-MM-DD.': '日期请写成 YYYY-MM-DD。',
  'Say true or false.': '请填写是或否（true 或 false）。',
  'Choose one of the options.': '请从选项中选择一个。',
  'Choose from the options.': '请从选项中选择。',
  'Write a link that begins with http:// or https://.': '请填写以 http:// 或 https:// 开头的链接。',
  'Write a mail address as name@example.com.': '请填写邮箱地址，例如 name@example.com。',
  'Choose a person.': '请选择成员。',
  'Write at least {} characters.': '至少填写 {} 个字符。',
  'Write at most {} characters.': '最多填写 {} 个字符。',
  'The least it can be is {}.': '不能小于 {}。',
  'The most it can be is {}.': '不能大于 {}。',
  'Write a phone number, with its country code if it is of another country.': '请填写电话号码，其他国家的号码请带上国家代码。',
  'This field does not exist.': '这个字段不存在。',
  'This is not the customer’s name. Type it as it stands on the profile.': '输入的名称与客户名称不一致，请按资料中的名称输入。',
  'The customer vanished while being erased.': '删除个人信息时，客户记录意外丢失。',
  'A workspace can have {} labels. Remove one first.': '一个工作区最多 {} 个标签，请先删除一个。',
  'This label does not exist (any more).': '这个标签不存在或已删除。',
  'There is a label called {} already. Use that one, or choose another name.': '已有名为 {} 的标签，请直接使用或换一个名称。',
  'Somebody else laid the profile out meanwhile. Look at theirs, then make your changes again.':
    '其他人刚刚修改了资料布局。请查看后再调整。',
  'A field stands in the lay-out twice. Leave it in one place.': '布局中有字段重复出现，请只保留一处。',
  'Two sections have the same id. Give each one of its own.': '有两个分组的编号相同，请使用不同的编号。',
  'This customer does not exist (any more): nothing can be sent to them.': '客户不存在或已删除，无法发送。',
  'This person was erased at their wish: nothing can be sent to them any more.': '已按本人要求删除其个人信息，不能再向其发送任何内容。',
  'This customer took back their consent to marketing on {}. Send nothing promotional until they agree again.':
    '客户已于 {} 撤回营销授权。在客户再次同意之前，请勿发送推广内容。',
  'This customer has not agreed to marketing on this channel. Ask them, and record their consent on the profile first.':
    '客户尚未同意在此渠道接收营销信息。请先征得同意，并记录在客户资料中。',
  'This person was erased at their wish, so nothing can be written about them any more.':
    '已按本人要求删除其个人信息，不能再记录任何内容。',
  'This customer has {} labels already.': '此客户已有 {} 个标签。',
  '{} changed this to “{}” meanwhile. Look again, then decide which is right.': '{} 刚刚将此项改为“{}”。请核对后再决定以哪个为准。',
  'This was changed to “{}” meanwhile. Look again, then decide which is right.': '此项刚刚被改为“{}”。请核对后再决定以哪个为准。',
  'Write the currency as three letters, such as CNY.': '币种请写成三个字母，例如 CNY。',
  'This is no mail address: write it as name@example.com.': '邮箱地址不正确，请按 name@example.com 的格式填写。',
  'A customer can have {} addresses. Unlink one first.': '一位客户最多有 {} 个地址，请先移除一个。',
  'This customer does not have this address (any more).': '这位客户没有这个地址，或已被移除。',
  '{} is proven to be this customer’s, so it cannot be unlinked. If a conversation is somebody else’s, move that instead.':
    '{} 已验证属于这位客户，不能移除。如果某个会话属于别人，请改为移动那个会话。',
  'This is the only address of the customer. Link another one first.': '这是客户唯一的地址，请先添加另一个。',
  '“{}” already belongs to {}. Open that customer, or unlink the address there first.':
    '“{}”已属于客户{}。请打开那位客户，或先在那里移除这个地址。',
  'There is no such customer in this workspace.': '工作区里没有这位客户。',

  // Conversations and replies
  'This conversation does not exist, or is not yours to see.': '会话不存在，或您无权查看。',
  'The conversation vanished while it was being changed.': '会话在修改时消失了。',
  'This message does not exist, or is not yours to see.': '消息不存在，或您无权查看。',
  'The message vanished while it was being written.': '消息在写入时消失了。',
  'This message has no HTML of its own.': '这条消息没有 HTML 内容。',
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
  'Only a message that failed, or whose fate is unknown, can be sent again.': '只有发送失败或不确定是否送达的消息可以重新发送。',
  'Only a message whose fate is unknown can be marked as arrived.': '只有不确定是否送达的消息可以标记为已送达。',
  'The message could not be put together: {}. Parley tries again.': '消息无法生成：{}。Parley 会自动重试。',
  'Something went wrong while this was being sent, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.':
    '发送途中出错，无法确定是否送达。请核实后重新发送，或标记为已送达。',
  'Parley was interrupted while sending this, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.':
    '发送途中 Parley 中断，无法确定是否送达。请核实后重新发送，或标记为已送达。',
  'The counters could not be read. Try again.': '计数读取失败，请重试。',

  // Files and pictures
  'Send one file, as multipart/form-data, in the field “file”.': '请以 multipart/form-data 格式，在“file”字段中上传一个文件。',
  'Only a person can upload.': '只有成员可以上传文件。',
  'This file does not exist, or is not yours to see.': '文件不存在，或您无权查看。',
  'This file is not kept here any more.': '文件已不再保存。',
  'This is not the address of a file.': '这不是文件地址。',
  'This file is larger than {}: send a smaller one.': '文件超过 {}，请选择小一些的文件。',
  'This file is empty. Choose another one.': '文件是空的，请换一个。',
  'This file is not yours, or was removed. Choose it again.': '文件已被移除或不属于您，请重新选择。',
  'Send a picture, a PDF, an Office document or plain text.': '请发送图片、PDF、Office 文档或纯文本文件。',
  'Only JPEG, PNG, GIF, WebP and AVIF pictures have a small version.': '只有 JPEG、PNG、GIF、WebP 和 AVIF 图片可以生成缩略图。',
  'This picture is broken or too large to show small; download it instead.': '图片已损坏或过大，无法生成缩略图，请直接下载。',
  'This picture’s link is not one of ours.': '图片链接无效。',
  'The picture could not be fetched.': '图片获取失败。',
  'The picture’s address leads on and on to other addresses.': '图片地址跳转次数过多。',
  'The picture’s server answered {}.': '图片所在的服务器返回了 {}。',
  'What lies at this address is not a picture.': '这个地址的内容不是图片。',
  'This is not the address of a picture.': '这不是图片地址。',
  'Only http and https addresses can be shown.': '只能显示 http 和 https 地址的图片。',

  // Channels
  'There is no such channel.': '渠道不存在。',
  'There is no such channel (any more).': '渠道不存在，或已被删除。',
  'This channel is gone.': '渠道已不存在。',
  'This channel is of another kind. Choose the kind it was made with.': '渠道类型不符，请选择接入时的类型。',
  'This channel is paused. Try again later.': '渠道已暂停，请稍后重试。',
  'The signature does not fit this channel. Check that both sides use the same secret.': '签名与渠道不符，请检查双方的密钥是否一致。',
  'There is no setting named “{}” here. See /api/docs.': '没有名为“{}”的设置项，请查看 /api/docs。',
  'These settings do not fit. Check each of them.': '设置不正确，请逐项检查。',
  'This raw event is not kept (any more).': '这条原始数据已不再保存。',
  'A raw event’s id is a number.': '原始数据的编号是数字。',

  // Mail: settings
  'Write a mail address, such as support@example.com.': '请填写邮箱地址，例如 support@example.com。',
  'Write the server’s name only, such as imap.example.com.': '只填服务器名，例如 imap.example.com。',
  'Write a server name, such as mx.example.com.': '请填写服务器名，例如 mx.example.com。',
  'Name the SMTP server, or choose the local outbox.': '请填写 SMTP 服务器，或选择本地发件箱。',
  'Name the IMAP server, or turn the built-in receiver on.': '请填写 IMAP 服务器，或开启内置收信服务。',
  'The name {} does not resolve: check its spelling and this server’s DNS.': '域名 {} 无法解析，请检查拼写和本服务器的 DNS。',
  'The name {} has no address: check its spelling.': '域名 {} 没有对应的地址，请检查拼写。',
  '{} leads into this server’s own network; use a public host, or ask whoever runs Parley.':
    '{} 指向本服务器的内部网络。请使用公网主机，或联系 Parley 的管理员。',

  // Mail: the connection check
  'IMAP sign-in': 'IMAP 登录',
  'IMAP mailbox': 'IMAP 文件夹',
  'SMTP sign-in': 'SMTP 登录',
  'SMTP encryption': 'SMTP 加密',
  Outbox: '发件箱',
  Receiver: '收信服务',
  'Signed in.': '登录成功。',
  '“{}” is open and holds {} mails.': '“{}”已打开，共 {} 封邮件。',
  '{}:{} answers.': '{}:{} 连接正常。',
  '{}:{} answers over TLS with a valid certificate.': '{}:{} 连接正常，TLS 证书有效。',
  '{}:{} does not answer.': '{}:{} 没有响应。',
  '{}:{} cannot be reached: {}': '{}:{} 无法连接：{}',
  'Outgoing mail is kept in the local outbox and sent to nobody.': '发出的邮件只保存在本地发件箱，不会真正寄出。',
  'The built-in receiver is switched off (SMTP_PORT=0).': '内置收信服务未开启（SMTP_PORT=0）。',
  'Set SMTP_PORT, or fetch mail by IMAP.': '请设置 SMTP_PORT，或改用 IMAP 收信。',
  'The built-in receiver takes mail for {} on port {}.': '内置收信服务在端口 {2} 接收寄往 {1} 的邮件。',
  'No password is set: the server was not asked to sign in.': '没有填写密码，因此没有尝试登录。',
  'Most providers refuse mail without signing in: enter the password.': '多数邮件服务商要求登录后才能发信，请填写密码或授权码。',
  'The server takes too long to answer.': '服务器响应超时。',
  'The server refused the user name or password: {}': '服务器拒绝了用户名或密码：{}',
  'The connection could not be encrypted: {}': '连接无法加密：{}',
  'The server broke off: {}': '服务器中断了连接：{}',
  'The IMAP server refused the user name or password: {}': 'IMAP 服务器拒绝了用户名或密码：{}',
  'The IMAP server cannot be reached or broke off: {}': '无法连接 IMAP 服务器，或连接中断：{}',
  'The IMAP server does not answer.': 'IMAP 服务器没有响应。',
  'The mailbox “{}” cannot be opened: {}': '文件夹“{}”无法打开：{}',
  'Check the mailbox’s name; INBOX always exists.': '请检查文件夹名称；INBOX 始终存在。',
  'Write the host name your provider gives.': '请填写邮件服务商提供的服务器名。',
  'Check host, port and encryption.': '请检查服务器、端口和加密方式。',
  'Check host, port and encryption, then try again.': '请检查服务器、端口和加密方式后重试。',
  'Check host and port, and whether a firewall lets this server out to it.': '请检查服务器和端口，以及防火墙是否允许本服务器访问它。',
  'Nothing listens on port {}: check host and port.': '端口 {} 没有服务，请检查服务器和端口。',
  'Port {} does not speak TLS from the start: choose “starttls”, or the TLS port (IMAP 993, SMTP 465).':
    '端口 {} 不支持直接 TLS 连接：请选择“starttls”，或改用 TLS 端口（IMAP 993、SMTP 465）。',
  'This port offers no STARTTLS: choose “tls” with port 465, or the port your provider names.':
    '这个端口不支持 STARTTLS：请选择“tls”和端口 465，或使用服务商提供的端口。',
  'The server answered nothing: port {} probably wants encryption from the start; choose “tls”.':
    '服务器没有应答：端口 {} 可能要求直接加密，请选择“tls”。',
  'The server’s certificate does not fit its name or has run out: use the host name your provider gives, or have the certificate renewed.':
    '服务器证书与名称不符或已过期：请使用服务商提供的服务器名，或更新证书。',
  'In QQ Mail’s settings (账户) turn the IMAP/SMTP service on and use the authorization code (授权码) as the password.':
    '请在 QQ 邮箱“设置 → 账户”中开启 IMAP/SMTP 服务，并用授权码作为密码。',
  'In the mailbox’s settings turn IMAP/SMTP on (POP3/SMTP/IMAP) and use the authorization code (授权码) as the password.':
    '请在邮箱设置“POP3/SMTP/IMAP”中开启 IMAP/SMTP 服务，并用授权码作为密码。',
  'Turn 2-step verification on and use an app password; Gmail refuses the account’s own password.':
    '请开启两步验证并使用应用专用密码；Gmail 不接受账号的登录密码。',
  'Microsoft refuses plain passwords for most accounts: allow SMTP/IMAP basic sign-in for this mailbox, or use another provider.':
    'Microsoft 对多数账号不接受密码登录：请为此邮箱开启 SMTP/IMAP 基本身份验证，或换用其他服务商。',
  'Check user name and password; many providers want an app password and have IMAP turned off until you turn it on.':
    '请检查用户名和密码；许多服务商要求使用授权码或应用专用密码，并且需要先开启 IMAP。',

  // Mail: sending
  'The mail address is longer than 254 characters.': '邮箱地址超过了 254 个字符。',
  '“{}” is not a mail address.': '“{}”不是邮箱地址。',
  '{} Parley tries again.': '{}Parley 会自动重试。',
  'The mail server does not answer. Parley tries again.': '邮件服务器没有响应，Parley 会自动重试。',
  'The mail server cannot be reached or broke off: {}. Parley tries again.': '无法连接邮件服务器，或连接中断：{}。Parley 会自动重试。',
  'The mail server refused for now: {}. Parley tries again.': '邮件服务器暂时拒收：{}。Parley 会自动重试。',
  'The mail server refused the mail: {}': '邮件服务器拒收了邮件：{}',
  'The mail server refused {}: {}': '邮件服务器拒收了寄往 {} 的邮件：{}',
  'The mail server refused the user name or password: {}. Check the channel’s SMTP settings.':
    '邮件服务器拒绝了用户名或密码：{}。请检查渠道的 SMTP 设置。',
  'The mail is larger than the server takes. Send fewer or smaller files. ({})':
    '邮件超出了服务器的大小限制，请减少附件或换成小一些的文件。（{}）',
  'The connection ended before the mail server said whether it took the mail: {}': '邮件服务器确认收下之前连接中断，无法确定是否送达：{}',
  'The mail server said yes before it had the whole mail, so nobody can tell whether it arrived.':
    '邮件服务器在收完整封邮件之前就答复已收下，无法确定是否送达。',
  'The mail could not be written to the local outbox: {}': '邮件无法写入本地发件箱：{}',
  'The recipient’s mail server returned the mail without a reason.': '对方的邮件服务器退回了邮件，没有说明原因。',

  // Mail: what came in
  'Our own mail came back.': '这是我们自己发出的邮件。',
  'This is not a mail: it has no header.': '这不是邮件：没有邮件头。',
  'This mail of {} MB is too large to take in. It is still in the mailbox: “{}” from {}.':
    '邮件大小为 {} MB，超出了接收限制，仍保留在邮箱里：“{}”，发件人 {}。',
  'A delivery notice that says neither delivered nor failed: {}.': '这是一封投递通知，但既没说送达也没说失败：{}。',
  'A receipt that does not say the mail was read.': '这是一封回执，但没有说邮件已读。',

  // Web chat: settings, check, visitors
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
  'Write something first.': '请先输入内容。',
  'You are writing faster than we can read.': '您发得太快了。',
  'There were too many requests.': '请求过于频繁。',
  '{} Wait {} seconds.': '{}请等待 {} 秒。',
  'Ask for history after or before a position.': '请按位置请求之前或之后的历史消息。',
  'Something went wrong on our side. It will be tried again.': '我们这边出了问题，会自动重试。',

  // Channels: the connection check
  'Callback address': '回调地址',
  Clock: '时钟',
  'The provider reaches Parley at {}.': '服务商可以通过 {} 访问 Parley。',
  '{} cannot be reached from the internet, so nothing the provider sends arrives.': '互联网无法访问 {}，服务商发来的内容都收不到。',
  'Set PUBLIC_URL to a public https address, and give the provider the callback address shown then.':
    '请把 PUBLIC_URL 设为公网 https 地址，再把届时显示的回调地址填到服务商处。',
  'This server’s clock and the provider’s are {} seconds apart; signed requests will be refused.':
    '本服务器与服务商的时钟相差 {} 秒，带签名的请求会被拒绝。',
  'Set this server’s clock by NTP.': '请用 NTP 校准本服务器的时钟。',
  Connection: '连接',
  'Check this server’s way to the internet, then try again.': '请检查本服务器能否访问互联网，然后重试。',

  // Conditions and segments
  'This condition nests too deeply or has too many parts. Use at most 6 levels and 60 tests, or keep a part of it as a segment.':
    '条件嵌套太深或太多。请不超过 6 层、60 条，或将其中一部分存为客户分群。',
  'Finding these customers takes too long. Narrow the condition, or sort differently.':
    '查找这些客户耗时太长。请缩小条件范围，或换一种排序。',
  'The condition names a segment that does not exist (any more). Choose another.': '条件中的客户分群不存在或已删除。请另选一个。',
  'A workspace can have {} segments. Remove one first.': '一个工作区最多 {} 个客户分群。请先删除一个。',
  'Somebody changed this segment meanwhile. Load it again, then repeat your change.': '此客户分群刚刚被他人修改。请重新加载后再改。',
  'The segment “{}” is made of this one. Change that first.': '客户分群“{}”用到了此分群。请先修改它。',
  'This segment does not exist (any more).': '此客户分群不存在或已删除。',
  'There is a segment “{}” already. Give this one another name.': '已有名为“{}”的客户分群。请换一个名称。',
  'The segment vanished while it was being written.': '客户分群在保存时丢失。',
  'Counting these customers takes too long. Narrow the condition.': '统计这些客户耗时太长。请缩小条件范围。',
  'The segment “{}” would contain itself. Take it out of the condition.': '客户分群“{}”会包含自身。请将其从条件中移除。',
  'The condition is made of too many segments inside one another. Write some of them out.':
    '条件中嵌套的客户分群太多。请将其中一些直接写成条件。',
  'This filter is not a condition. See /api/docs for its form.': '筛选不是有效的条件。格式见 /api/docs。',
  'Part {} of the condition asks about “{}”, which there is not (any more). Choose another field.':
    '条件第 {} 项的字段“{}”不存在或已删除。请换一个字段。',
  'Part {} of the condition compares in a way this field cannot. Choose another comparison.':
    '条件第 {} 项的比较方式不适用于该字段。请换一种比较方式。',
  'Part {} of the condition has a value its field cannot have. Enter it again.': '条件第 {} 项的值不适用于该字段。请重新填写。',
  'Part {} of the condition looks for a piece of an address you may not see. Compare whole addresses instead.':
    '条件第 {} 项查找您无权查看的联系方式的一部分。请改为比较完整的联系方式。',

  // Imports and exports
  'This customer took back their consent, so the file’s was not recorded. Ask them, and record it on the profile.':
    '这位客户已撤回同意，文件中的同意没有记录。请征得本人同意后在资料页登记。',
  'This label could not be made: the workspace has as many as it can. Remove some, or use another.':
    '标签数量已达上限，无法新建。请先删除一些，或使用已有标签。',
  'Day and month can be read in two ways here. Say which comes first, or write it as 2024-04-03.':
    '日和月的先后不明确。请选择日期顺序，或写成 2024-04-03。',
  'This is no day of the calendar. Write it as 2024-04-03.': '日期无效，请写成 2024-04-03 的形式。',
  'This is no birthday. Write it as 1990-08-15, 08-15 or 农历八月十五.': '生日无法识别，请写成 1990-08-15、08-15 或农历八月十五。',
  'This says neither yes nor no. Write yes or no.': '无法判断是或否，请填写“是”或“否”。',
  'Nobody who works here has this name or mail address. Invite them first, or correct it.':
    '没有这个姓名或邮箱的成员。请先邀请，或改正后重试。',
  'More than one person here has this name. Write their mail address instead.': '有多位成员同名，请改填邮箱。',
  'Only an import that has ended can be taken back, and only once.': '只有已结束的导入可以撤销，而且只能撤销一次。',
  'There is no such import.': '没有这次导入。',
  'This file was taken in already. Send it again to import it once more.': '文件已导入过。如需再次导入，请重新上传。',
  'One of the labels does not exist (any more). Choose again.': '所选标签不存在，或已被删除，请重新选择。',
  'Something in this file could not be taken in, by our own fault. Tell your administrator.':
    '文件中有内容无法导入，这是我们的问题，请告知管理员。',
  'Whoever began this import may not import any more. Ask somebody who may to send the file again.':
    '发起导入的成员已没有导入权限。请让有权限的成员重新上传。',
  'A customer can have 50 numbers and addresses; this one was left out.': '一位客户最多有 50 个号码和邮箱，这一个没有导入。',
  'This row names more than one customer: it was added to the first. If they are one person, merge them.':
    '这一行对应不止一位客户，已并入第一位。如果是同一个人，请合并客户。',
  'This belongs to a customer who is not yours to see. Ask an owner of the workspace to import it.':
    '这属于您无权查看的客户，请工作区所有者来导入。',
  'This is no number. Write it as 1234.5.': '数字无法识别，请写成 1234.5 的形式。',
  'This is not one of the field’s options. Choose one of them, or add it in the settings first.':
    '不在字段的选项之中。请改用已有选项，或先在设置中添加。',
  'This row has neither a name nor a phone number or mail address that can be read. Fill in one of them.':
    '这一行没有可识别的姓名、手机号或邮箱，请至少填写一项。',
  'This is no phone number. Write it with its area or country code, such as +86 138 0013 8000.':
    '电话号码无效。请写全区号或国家代码，例如 +86 138 0013 8000。',
  'This label is longer than 40 characters. Shorten it.': '标签超过 40 个字符，请缩短。',
  'This day lies in the future. Correct it.': '日期在将来，请改正。',
  'The file does not have this column. Choose another one.': '文件中没有这一列，请重新选择。',
  'The column “{}” goes to a field that is not there (any more). Choose another one.': '“{}”列对应的字段不存在，或已停用，请重新选择。',
  'Two columns go to the same field. Leave one of them out.': '有两列对应同一个字段，请去掉一列。',
  'Say which column holds the name, the phone number or the mail address.': '请指定哪一列是姓名、手机号或邮箱。',
  'This customer stays: there were messages, merges or changes since.': '已保留这位客户：导入之后有过消息、合并或修改。',
  'This customer was merged into another since, so what the row added stays.': '这位客户后来被合并，这一行的内容已保留。',
  'A value stays as it is: somebody changed it since.': '有一项已保留：导入之后有人修改过。',
  'A number or address stays: it was proven since.': '有一个号码或邮箱已保留：导入之后已得到验证。',
  'Of this import, {} rows were kept at least in part, because somebody worked on them since. They are listed below.':
    '有 {} 行因导入之后有人处理过而（部分）保留，见下方列表。',
  'This file is larger than 100 MB: send it in parts.': '文件超过 100 MB，请拆分后上传。',
  'This file has more than {} rows. Split it into several files.': '文件超过 {} 行，请拆分成多个文件。',
  'Row {} has more than {} columns. Keep those you need, and save the file again.':
    '第 {} 行超过 {} 列。请只保留需要的列，保存后重新上传。',
  'In row {} a quotation mark opens and never closes. Close or remove it, and send the file again.':
    '第 {} 行有一个引号没有闭合。请补上或删除它，然后重新上传。',
  'A cell in row {} is longer than {} characters. Shorten it, and send the file again.':
    '第 {} 行有单元格超过 {} 个字符。请缩短后重新上传。',
  'This Excel file is damaged. Open it in Excel, save it again as .xlsx, and send that.':
    'Excel 文件已损坏。请用 Excel 打开，另存为 .xlsx 后重新上传。',
  'This Excel file has a password. Save it without one, and send it again.': 'Excel 文件设有密码。请去掉密码保存后重新上传。',
  'This Excel file unpacks to more than 1 GB. Split it into several files.': 'Excel 文件解压后超过 1 GB，请拆分成多个文件。',
  'This Excel file holds more than 256 MB of text. Split it into several files.': 'Excel 文件中的文字超过 256 MB，请拆分成多个文件。',
  'This Excel file holds a DOCTYPE, which none does. Save it again from Excel, and send that.':
    'Excel 文件含有 DOCTYPE，正常的文件不会有。请用 Excel 另存后重新上传。',
  'This is a zip file, but no Excel workbook. Send .xlsx or .csv.': '这是压缩包，不是 Excel 工作簿。请上传 .xlsx 或 .csv。',
  'This is an old .xls file, or one with a password. Save it in Excel as .xlsx without a password, and send that.':
    '这是旧版 .xls 文件，或设有密码。请用 Excel 另存为不带密码的 .xlsx 后上传。',
  'This is neither an Excel workbook nor text. Send .xlsx or .csv.': '这既不是 Excel 工作簿也不是文本。请上传 .xlsx 或 .csv。',
  'This file has no rows. Send one with a row for each customer.': '文件里没有数据。请上传每行一位客户的文件。',
  'This file only names its columns. Send one with a row for each customer below them.': '文件只有表头。请上传表头下方每行一位客户的文件。',

  // Merging
  'This is no phone number: write it as 138 0013 8000, or with its country as +44 20 7946 0958.':
    '电话号码格式不正确，请填写如 138 0013 8000，或带国家码如 +44 20 7946 0958。',
  'These two are one customer already.': '这两位已经是同一位客户。',
  'Who was erased stays apart: there is nothing left to merge.': '已清除的客户没有可合并的内容，无法合并。',
  'There is no such merge in this workspace.': '这个工作区没有这次合并。',
  'This merge was taken apart already.': '这次合并已经撤销。',
  'There is no such suggestion in this workspace.': '这个工作区没有这条建议。',
  'Choose which of the two customers stays.': '请选择保留哪一位客户。',
  'Somebody has settled this suggestion already.': '这条建议已有人处理。',
  'The suggestion vanished while it was being settled.': '处理时这条建议不见了。',

  // Requests and their fields
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
  'This is not JSON. Check its quotes, commas and brackets.': '这不是 JSON，请检查引号、逗号和括号。',
  'This JSON is nested deeper than {} levels. Send it flatter.': 'JSON 嵌套超过了 {} 层，请减少层级。',
  'The key “{}” is not allowed. Leave it out.': '不允许使用键“{}”，请去掉它。',
  'An Idempotency-Key is 1 to 200 visible ASCII characters; a UUID is best.':
    'Idempotency-Key 应为 1 到 200 个可见 ASCII 字符，建议使用 UUID。',
  'This Idempotency-Key was used for another request: make a new one.': '这个 Idempotency-Key 已用于另一个请求，请换一个。',
  'The first request with this Idempotency-Key is still running: try again in a moment.':
    '使用这个 Idempotency-Key 的第一个请求仍在处理，请稍后重试。',
  'Send as `cursor` the `next` of the page before.': '`cursor` 应为上一页返回的 `next`。',
  'Send the cursor of the last answer.': '请发送上次返回的 cursor。',
  'This cursor is not one of ours: start again from the first page.': 'cursor 无效，请从第一页重新开始。',
  'This cursor is not one of ours: start again from the newest message.': 'cursor 无效，请从最新的消息重新开始。',
}
