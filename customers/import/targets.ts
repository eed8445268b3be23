import type { Field } from '../../contract/fields.ts'
import { importTargets, type ImportTarget } from '../../contract/import-file.ts'
import { fold } from '../../language/folding.ts'

/** Targets several columns may share: mobile and landline, two notes. */
export const shareable: ReadonlySet<string> = new Set(['phone', 'email', 'labels', 'note'])

/** What columns are called, folded and without signs; a name may be part of a longer one. */
const names: Record<ImportTarget, { whole: string[]; part: string[] }> = {
  name: {
    whole: [
      '名称',
      '客户',
      '会员',
      'name',
      '氏名',
      'имя',
      'contact',
      'customer',
      'nickname',
      'fullname',
      'customername',
      'contactname',
      'clientname',
    ],
    part: ['姓名', '名字', '昵称', '客户名', '联系人'],
  },
  firstName: {
    whole: ['名', 'given', 'first', 'forename', 'vorname', 'prenom', 'nombre'],
    part: ['firstname', 'givenname'],
  },
  middleName: { whole: ['中间名', 'zweitername'], part: ['middlename'] },
  lastName: {
    whole: ['姓', '姓氏', 'family', 'last', 'surname', 'nachname', 'familienname', 'nomdefamille', 'apellido', 'apellidos'],
    part: ['lastname', 'familyname'],
  },
  phone: {
    whole: ['tel', 'cell', 'handy', 'portable', 'movil', '联系方式'],
    part: ['手机', '电话', '電話', '携帯', 'telefon', '전화', 'phone', 'mobile', 'telephone', '座机'],
  },
  email: { whole: ['mail', 'correo', 'почта'], part: ['邮箱', '邮件', '电邮', 'メール', '이메일', 'email'] },
  company: {
    whole: ['firma', 'empresa', 'societe', 'entreprise', 'компания'],
    part: ['公司', '会社', '单位', '企业', '商户', 'company', 'organization', 'organisation', 'employer'],
  },
  birthday: {
    whole: ['dob'],
    part: [
      '生日',
      '生年月日',
      'geburtstag',
      'geburtsdatum',
      'naissance',
      'nacimiento',
      '出生',
      'birthday',
      'birthdate',
      'dateofbirth',
      'born',
    ],
  },
  labels: { whole: ['分类', '分组', 'groups', 'groupmembership', 'categories'], part: ['标签', 'label', 'tags', '客户类型'] },
  owner: {
    whole: ['销售', 'sales', '客服'],
    part: ['负责人', '跟进人', '业务员', '所属员工', '归属', 'owner', 'assignee', '销售员', '客户经理'],
  },
  note: { whole: ['notiz', 'notizen', 'bemerkung'], part: ['备注', '備考', '说明', '描述', 'note', 'remark', 'comment', 'description'] },
  'consent.marketing': { whole: ['订阅'], part: ['营销', '同意', '短信许可', 'consent', 'optin', 'subscribed', 'newsletter', 'marketing'] },
  created: {
    whole: [],
    part: [
      '创建时间',
      '创建日期',
      '注册时间',
      '注册日期',
      '添加时间',
      '建档',
      'createdat',
      'createddate',
      'created',
      'registered',
      'signupdate',
      'customersince',
    ],
  },
}

/** Column names as they are compared: Prénom is prenom, E-mail 1 - Value is email1value. */
export const bare = (name: string): string =>
  fold(name).normalize('NFD').replace(/(?<=\p{Script=Latin})\p{M}+/gu, '').normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '') // prettier-ignore

/** Columns of address books that are about another column (“E-mail 1 - Type”) or say how a name sounds. */
const describing = /(\d|phone|mail|fax)(type|label)$|displayname$|^phonetic|yomi$/

/** The target a column's name says, null when it says none; custom fields by their own name come first. */
export function targetNamed(column: string, fields: Field[]): string | null {
  const name = bare(column)
  const own = fields.find((field) => bare(field.name) === name)
  if (own) return `fields.${own.id}`
  if (describing.test(name)) return null
  let best = { target: '', length: 0 }
  for (const target of importTargets)
    for (const word of [
      ...names[target].whole.filter((whole) => whole === name),
      ...names[target].part.filter((part) => name.includes(part)),
    ])
      // Of two words the one at the end says what it is: 公司电话 is a phone, birthday note a note.
      if (name.lastIndexOf(word) + word.length > best.length) best = { target, length: name.lastIndexOf(word) + word.length }
  return best.target || null
}
