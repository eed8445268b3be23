import { nameTokens } from '../../customers/identity/name-tokens.ts'

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰梅萍红鹏飞宇浩然欣怡子涵梓轩诗雨晨佳琪'
const first = 'James Mary John Linda Robert Susan Michael Karen David Nancy William Lisa Thomas Emma Oliver Ava Noah Mia Liam Zoe'.split(
  ' ',
)
const last = 'Smith Jones Taylor Brown Wilson Evans Thomas Johnson Roberts Walker Wright Robinson Thompson White Hughes Edwards'.split(' ')

export type BenchName = { name: string; tokens: string[] }

/** Some ten thousand names as a shop in China meets them: one in eight is English, a few surnames are borne by most. */
export function benchNames(): BenchName[] {
  const chinese = [...surnames].flatMap((surname, n) => {
    const often = Math.max(20, Math.round(600 / (n + 1)))
    return Array.from({ length: often }, (_, at) => surname + pick(given, at * 7 + n) + (at % 5 === 0 ? '' : pick(given, at * 13 + n * 3)))
  })
  const english = first.flatMap((one) => last.map((other) => `${one} ${other}`))
  return [...new Set([...chinese, ...english])].map((name) => ({ name, tokens: nameTokens(name) }))
}

const pick = (from: string, n: number): string => [...from][n % [...from].length] ?? ''
