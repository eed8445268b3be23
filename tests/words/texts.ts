import { readdirSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import ts from 'typescript'

/** A text of the sources that a person may read, its interpolated parts as `{}`. */
export type Text = { text: string; where: string }

const root = resolve(import.meta.dirname, '../..')
const folders = ['server', 'channels', 'accounts', 'customers', 'inbox', 'contract']
/** Files whose sentences nobody meets in the app: they bring both languages themselves, or speak to whoever runs the server. */
const elsewhere =
  /\.test\.ts$|^contract\/words|^channels\/\w+\/(words\.zh-CN|demo|peer)|^channels\/webchat\/demo\/|^server\/(openapi|env|start|migrate|web-files)\.ts$|^server\/postgres\//

/** What the server side may say to a person: every sentence in its sources, and whatever is given as a refusal, a reason or a finding. */
export function textsForPeople(): Text[] {
  const files = folders.flatMap(sourcesIn).filter((file) => !elsewhere.test(file))
  return files.flatMap((file) =>
    textsOf(ts.createSourceFile(file, readFileSync(resolve(root, file), 'utf8'), ts.ScriptTarget.Latest, true)),
  )
}

function sourcesIn(folder: string): string[] {
  const names = readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`)
}

function textsOf(source: ts.SourceFile): Text[] {
  const found: Text[] = []
  const visit = (node: ts.Node): void => {
    if (isTranslations(node)) return
    const text = textOf(node)
    if (text !== null && (isSentence(text) || isForPeople(node)) && !isForOthers(node)) found.push({ text, where: whereIs(source, node) })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** A table of translations says nothing itself. */
const isTranslations = (node: ts.Node) => ts.isVariableDeclaration(node) && node.type?.getText() === 'WordTable'

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map((span) => `{}${span.literal.text}`).join('')
}

/** Bugs and log lines are written small and without a full stop, so whatever is a sentence is for a person. */
const isSentence = (text: string) => /^[\p{Lu}“{].*\p{L}.*([.?!]|\p{L} .*: \{\})$/su.test(text) && text.includes(' ')

const sayingCalls = new Set(['fail', 'AppError', 'ParseError', 'ok', 'warning', 'error', 'later', 'unknown'])
const sayingFields = new Set(['reason', 'message', 'fix', 'subject', 'problem'])

/** An argument of what refuses or finds, or a field a person reads: several words or a capital, for the others are codes. */
function isForPeople(node: ts.Node): boolean {
  const { parent } = node
  if (!/ |^\p{Lu}\p{Ll}+$/u.test(textOf(node) ?? '')) return false
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && sayingFields.has(parent.name.getText())
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && sayingCalls.has(parent.expression.getText())
}

const otherCalls = /^(log\.\w+|endpoint|StartError|Refusal|says|step)$/

/** The words of a log, of a protocol, of the API's own documentation, or of a label that brings its translation along. */
function isForOthers(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isPropertyAssignment(parent)) return ['en', "'zh-CN'"].includes(parent.name.getText())
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && otherCalls.test(parent.expression.getText())
}

function whereIs(source: ts.SourceFile, node: ts.Node): string {
  return `${relative(root, resolve(root, source.fileName))}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}
