import type { WordTable } from '../words.ts'

/** What is said about conditions and segments, in Chinese. */
export const segments: WordTable = {
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
  'Part {} of the condition asks about conversations, which your role may not read. Leave it out, or use a saved segment.':
    '条件第 {} 项涉及会话，您的角色无权查看会话。请去掉该项，或使用已保存的客户分群。',
  'Part {} of the condition compares contact data your role sees only in part. Ask only whether there is any.':
    '条件第 {} 项比较的联系方式对您的角色部分隐藏。只能判断是否有值。',
}
