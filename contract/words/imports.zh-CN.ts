import type { WordTable } from '../words.ts'

/** What is said about imports and exports, in Chinese. */
export const imports: WordTable = {
  'Your role sees contact data only in part, so it cannot match a file by it. Ask somebody who sees it whole to import.':
    '您的角色只能看到部分隐藏的联系方式，不能用文件匹配客户。请让能看到完整联系方式的同事导入。',
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
  'This row names more than one customer: it goes to the first. If they are one person, merge them.':
    '这一行对应不止一位客户，将归到第一位。如果是同一个人，请合并客户。',
  'This belongs to a customer who is not yours to see. Ask an owner of the workspace to import it.':
    '这属于您无权查看的客户，请工作区所有者来导入。',
  'This is no number. Write it as 1234.5.': '数字无法识别，请写成 1234.5 的形式。',
  'This is not one of the field’s options. Say which one it means, or add it in the settings first.':
    '不在字段的选项之中。请指定它对应哪个选项，或先在设置中添加。',
  'This amount can be read in two ways, with thousands or with decimals. Write it as 12345 or as 12.35.':
    '金额可能是千位分隔，也可能是小数。请写成 12345 或 12.35。',
  'This amount is in another currency than its field. Convert it, or leave out its sign.':
    '金额的币种与字段的币种不同。请先换算，或去掉币种符号。',
  'This amount has more decimals than its currency, so it is rounded.': '金额的小数位多于币种的位数，会四舍五入。',
  'A spreadsheet has cut this number short. Format its column as text there, and send the file again.':
    '号码被表格软件截短了。请把这一列设为文本格式，补全号码后重新上传。',
  'This only fills a form and reaches nobody, so it is left out. Write the real one, or leave the cell empty.':
    '这只是占位内容，联系不到任何人，不会导入。请填写真实内容，或留空。',
  'This is held by “{}”, who has another name, and several people may share it: they become a customer of their own, without it. If they are one person, merge them.':
    '它已属于姓名不同的“{}”，而且可能由多人共用，所以另建一位客户，不带上它。如果是同一个人，请合并客户。',
  'An Excel workbook says itself how its text is written.': 'Excel 工作簿自带编码，无需选择。',
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
  'This holds more than {} numbers or addresses. Keep those you need.': '这里超过 {} 个号码或地址，请只保留需要的。',
  'This row has more than {} labels. Keep those you need.': '这一行超过 {} 个标签，请只保留需要的。',
  'This is too long for its field. Shorten it.': '内容对这个字段来说过长，请缩短。',
  'Row {} holds more than {} characters. Shorten it, and send the file again.': '第 {} 行超过 {} 个字符，请缩短后重新上传。',
  'This file holds more than 1 GB of text. Split it into several files.': '文件中的文字超过 1 GB，请拆分成多个文件。',
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
  'This is a web page, contact cards or JSON inside, not a table. Open it in its program or in Excel, and save it as .xlsx or .csv.':
    '文件内容是网页、名片或 JSON，不是表格。请用原来的程序或 Excel 打开，另存为 .xlsx 或 .csv 后上传。',
  'This is neither an Excel workbook nor text. Send .xlsx or .csv.': '这既不是 Excel 工作簿也不是文本。请上传 .xlsx 或 .csv。',
  'This file has no rows. Send one with a row for each customer.': '文件里没有数据。请上传每行一位客户的文件。',
  'This file only names its columns. Send one with a row for each customer below them.': '文件只有表头。请上传表头下方每行一位客户的文件。',
}
