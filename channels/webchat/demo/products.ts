import type { ShopLanguage } from './words.ts'

/** One thing on the shelf; `art` is the inside of an SVG of 200 × 160, its colours by class in shop.css. `price` is in whole yuan. */
export type Product = { name: Record<ShopLanguage, string>; note: Record<ShopLanguage, string>; price: number; tone: string; art: string }

const shadow = '<ellipse class="shade" cx="100" cy="136" rx="58" ry="7"/>'

export const products: Product[] = [
  {
    name: { en: 'Night rain teapot', 'zh-CN': '夜雨壶' },
    note: { en: 'Purple clay, 180 ml', 'zh-CN': '紫泥 · 180 毫升' },
    price: 468,
    tone: 'clay',
    art: `${shadow}<path class="a" d="M58 84c0-22 18-36 42-36s42 14 42 36c0 26-14 48-42 48S58 110 58 84z"/><path class="a" d="M61 92c-14-2-26-14-30-28l9-3c4 10 12 16 22 18z"/><path class="line" d="M141 74c18-6 28 4 26 18s-16 24-31 22"/><path class="b" d="M72 54c6-8 17-12 28-12s22 4 28 12c-8 5-18 7-28 7s-20-2-28-7z"/><circle class="a" cx="100" cy="37" r="6"/><path class="light" d="M72 84c1-10 7-17 15-21"/>`,
  },
  {
    name: { en: 'Celadon cup', 'zh-CN': '青瓷杯' },
    note: { en: 'Crackle glaze, 60 ml', 'zh-CN': '开片釉 · 60 毫升' },
    price: 96,
    tone: 'celadon',
    art: `${shadow}<path class="a" d="M62 68h76c0 34-12 58-38 58S62 102 62 68z"/><path class="b" d="M86 122h28l3 12H83z"/><ellipse class="c" cx="100" cy="68" rx="38" ry="10"/><ellipse class="tea" cx="100" cy="70" rx="30" ry="6"/><path class="steam" d="M88 52c-6-8 6-12 0-20M108 54c-6-9 7-14 1-24"/>`,
  },
  {
    name: { en: 'Hillside green, spring', 'zh-CN': '春山绿茶' },
    note: { en: 'First picking, 50 g', 'zh-CN': '明前头采 · 50 克' },
    price: 138,
    tone: 'leaf',
    art: `${shadow}<path class="a" d="M66 56h68v70a8 8 0 01-8 8H74a8 8 0 01-8-8z"/><path class="b" d="M70 38h60l4 18H66z"/><rect class="paper" x="76" y="72" width="48" height="44" rx="3"/><path class="sprig" d="M100 110V84M100 96c-10 0-14-6-15-13 9 0 14 5 15 13zM100 90c9 0 13-6 14-12-8 0-13 4-14 12z"/>`,
  },
  {
    name: { en: 'Moon gaiwan', 'zh-CN': '月白盖碗' },
    note: { en: 'White porcelain, 120 ml', 'zh-CN': '白瓷 · 120 毫升' },
    price: 218,
    tone: 'moon',
    art: `${shadow}<path class="b" d="M48 118c10 12 28 16 52 16s42-4 52-16z"/><path class="a" d="M60 72h80c0 28-12 50-40 50S60 100 60 72z"/><path class="c" d="M64 70c4-16 18-24 36-24s32 8 36 24z"/><path class="b" d="M90 46c0-6 4-9 10-9s10 3 10 9z"/><path class="light" d="M72 82c2 12 7 20 14 25"/>`,
  },
  {
    name: { en: 'Bamboo tray', 'zh-CN': '竹茶盘' },
    note: { en: 'For four cups', 'zh-CN': '可放四杯' },
    price: 156,
    tone: 'bamboo',
    art: `${shadow}<path class="b" d="M34 104h132l-8 26H42z"/><path class="a" d="M46 86h108l12 20H34z"/><path class="grain" d="M62 86l-8 20M82 86l-4 20M100 86v20M118 86l4 20M138 86l8 20"/><path class="c" d="M70 66h24c0 14-4 24-12 24s-12-10-12-24zM108 66h24c0 14-4 24-12 24s-12-10-12-24z"/>`,
  },
  {
    name: { en: 'Old tree puer', 'zh-CN': '古树普洱' },
    note: { en: 'Pressed 2016, 357 g', 'zh-CN': '2016 年压制 · 357 克' },
    price: 329,
    tone: 'dark',
    art: `${shadow}<circle class="a" cx="100" cy="86" r="48"/><circle class="b" cx="100" cy="86" r="37"/><circle class="paper" cx="100" cy="86" r="22"/><path class="sprig" d="M100 98V76M100 88c-8 0-11-5-12-10 7 0 11 4 12 10zM100 82c7 0 10-4 11-9-6 0-10 3-11 9z"/>`,
  },
]
