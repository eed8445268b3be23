/**
 * An SQL statement, perhaps cut off, with a question mark for every value in it. Comments go. Where it cannot be told by the text alone how it
 * goes on (a backslash in a string ends it or not, by a setting; comments lie in each other), all the rest goes.
 */
export function withoutValues(sql: string): string {
  return sql.replace(valueOrComment, '?')
}

const valueOrComment = new RegExp(
  [
    String.raw`--[^\n]*`,
    String.raw`/\*[^]*`,
    String.raw`'[^'\\]*\\[^]*`,
    String.raw`'(?:''|[^'])*(?:'|$)`,
    String.raw`\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[^]*?(?:\$\1\$|$)`,
    // Parameters (`$1`) and digits in names stay.
    String.raw`(?<![\w$\u0080-\uffff])\.?\d[\w.]*`,
  ].join('|'),
  'g',
)
