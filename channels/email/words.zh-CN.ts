import type { WordTable } from '../../contract/words.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'Write a mail address, such as support@example.com.': '请填写邮箱地址，例如 support@example.com。',
  'Write the server’s name only, such as imap.example.com.': '只填服务器名，例如 imap.example.com。',
  'Write a server name, such as mx.example.com.': '请填写服务器名，例如 mx.example.com。',
  'Name the SMTP server, or choose the local outbox.': '请填写 SMTP 服务器，或选择本地发件箱。',
  'Name the IMAP server, or turn the built-in receiver on.': '请填写 IMAP 服务器，或开启内置收信服务。',
  'Another channel': '另一个渠道',
  '“{}” is connected to the same one: what is written there comes in on both.':
    '“{}”也连接着同一个地址或文件夹，来信会在两个渠道中各出现一次。',
  'Keep one of the two, or name another address or folder here.': '请只保留其中一个，或在这里换一个地址或文件夹。',
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
  'New mail was read and could not be stored here: {}': '新邮件已取到，但无法存入 Parley：{}',
  'Nothing is lost: the mail is still in the mailbox, and Parley tries again. Look at the database and the disk.':
    '邮件没有丢失，仍在邮箱里，Parley 会自动重试。请检查数据库和磁盘。',
  'The mail server breaks off while new mail is fetched: {}': '收取新邮件时邮件服务器中断了连接：{}',
  'Nothing is lost: Parley goes on where it stopped, a few mails at a time. If it stays so, ask the mail provider.':
    '邮件没有丢失，Parley 会从中断处继续，每次少取几封。如果一直如此，请联系邮件服务商。',
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
  'The server’s certificate is signed by itself, or by an authority Parley does not know.':
    '服务器使用自签名证书，或证书由 Parley 不认识的机构签发。',
  'If the server is your own, paste its certificate, or that of its authority, below. Else ask whoever runs it for one that is publicly trusted.':
    '如果是自建服务器，请把它的证书或其签发机构的证书粘贴到下方；否则请让服务器管理员换用公共可信的证书。',
  'Paste the certificate from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.':
    '请粘贴完整证书，从 -----BEGIN CERTIFICATE----- 到 -----END CERTIFICATE-----。',
  'The server takes no addresses with letters beyond ASCII (SMTPUTF8).': '服务器不支持含非 ASCII 字符的邮箱地址（SMTPUTF8）。',
  'Use an address of ASCII letters for this channel, or another server to send by.':
    '请为该渠道使用只含英文字母的邮箱地址，或换一个发信服务器。',
  'Mail goes out, but its copy could not be put into “{}”: {}': '邮件已发出，但副本无法存入“{}”：{}',
  'Mail servers on the way take no addresses with letters beyond ASCII: {}': '途中的邮件服务器不支持含非 ASCII 字符的地址：{}',
  'The server’s certificate has run out.': '服务器证书已过期。',
  'Have the certificate renewed by whoever runs the server.': '请联系服务器管理员更新证书。',
  'The server’s certificate is for another name.': '服务器证书属于另一个名称。',
  'Use the host name your provider gives.': '请使用服务商提供的服务器名。',
  'Port {} answers nothing to who does not encrypt.': '端口 {} 对未加密的连接没有应答。',
  'Choose STARTTLS for this port, or TLS with the TLS port (IMAP 993, SMTP 465).':
    '请为此端口选择 STARTTLS，或改用 TLS 及其端口（IMAP 993、SMTP 465）。',
  'The IMAP server lets nobody sign in without encryption: {}': 'IMAP 服务器要求先加密才能登录：{}',
  'The server demands encryption first: {}': '服务器要求先加密：{}',
  'The server offers no sign-in on this port.': '服务器在这个端口不提供登录。',
  'Use the port for sending with a sign-in (465 with TLS, 587 with STARTTLS), not the one between mail servers (25).':
    '请使用需要登录的发信端口（TLS 用 465，STARTTLS 用 587），不要用邮件服务器之间的端口 25。',
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
  'Write mail addresses, such as sales@example.com, with commas between them.': '请填写邮箱地址，例如 sales@example.com，用逗号分隔。',
  'Write addresses such as form@example.com, no-reply@* or *@forms.example.com, with commas between them.':
    '请填写地址，例如 form@example.com、no-reply@* 或 *@forms.example.com，用逗号分隔。',
  'Our own mail came back.': '这是我们自己发出的邮件。',
  'This is not a mail: it has no header.': '这不是邮件：没有邮件头。',
  'This mail of {} MB is too large to take in. It is still in the mailbox: “{}” from {}.':
    '邮件大小为 {} MB，超出了接收限制，仍保留在邮箱里：“{}”，发件人 {}。',
  'A delivery notice that says neither delivered nor failed: {}.': '这是一封投递通知，但既没说送达也没说失败：{}。',
  'A receipt that does not say the mail was read.': '这是一封回执，但没有说邮件已读。',
}
