import { expect, test } from 'vitest'
import { withoutValues } from './without-values.ts'

test.each([
  [`UPDATE t1 SET a = $1, "b 2" = 'Ada ''the'' first' WHERE c_3 = 13800138000`, `UPDATE t1 SET a = $1, "b ?" = ? WHERE c_3 = ?`],
  ['SELECT $$geheim$$, $q$a $$ b$q$ FROM t', 'SELECT ?, ? FROM t'],
  ['SELECT -1.5e3, .5, 0x1F, 1_000 FROM t', 'SELECT -?, ?, ?, ? FROM t'],
  ['SELECT 1 -- for Ada\nFROM t', 'SELECT ? ?\nFROM t'],
])('a statement keeps its words and loses its values: %s', (sql, shown) => expect(withoutValues(sql)).toBe(shown))

test.each([
  String.raw`SELECT E'it\'s Ada'`,
  String.raw`SELECT 'C:\', 'Ada'`,
  String.raw`SELECT U&'\0041da', 'Ada'`,
  `SELECT 'two lines
of Ada`,
  'SELECT $$Ada',
  'SELECT $tag$Ada',
  'SELECT /* /* */ for Ada */ 1',
  `SELECT 'a''b' || 'Ada'`,
])('and shows none where it is odd or cut off: %s', (sql) => expect(withoutValues(sql)).not.toContain('Ada'))
