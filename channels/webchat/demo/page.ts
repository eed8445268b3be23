import { products, type Product } from './products.ts'
import { shopWords, type ShopLanguage, type ShopWords } from './words.ts'

/** The shop as HTML. All of it is our own text but `channelId`, a uuid from the database; without one the chat is closed. */
export function shopPage(language: ShopLanguage, channelId: string | null): string {
  const w = shopWords[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${w.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/demo/shop.css">
</head>
<body>
${head(w, language)}
<main>
${hero(w)}
${shelf(w, language)}
<section class="promises">${w.promises.map(([title, text]) => `<div><h3>${title}</h3><p>${text}</p></div>`).join('')}</section>
</main>
<footer><p>${w.footer}</p>${channelId ? '' : `<p role="status">${w.closed}</p>`}</footer>
<script src="/demo/shop.js"></script>
${channelId ? `<script src="/widget.js" data-channel="${channelId}" async></script>` : ''}
</body>
</html>
`
}

function head(w: ShopWords, language: ShopLanguage): string {
  const other = language === 'en' ? 'zh-CN' : 'en'
  return `<header class="top">
<a class="brand" href="/demo?lang=${language}"><svg viewBox="0 0 32 32" aria-hidden="true"><g class="petals"><circle cx="16" cy="8.5" r="6"/><circle cx="23.1" cy="13.7" r="6"/><circle cx="20.4" cy="22.1" r="6"/><circle cx="11.6" cy="22.1" r="6"/><circle cx="8.9" cy="13.7" r="6"/></g><circle class="heart" cx="16" cy="16" r="4.5"/></svg>${w.name}</a>
<nav>
<a class="quiet" href="/demo?lang=${other}" lang="${other}" aria-label="${w.otherLong}">${w.other}</a>
<button class="quiet" id="account" type="button" data-in="${w.signIn}" data-out="${w.signOut}" data-hello="${w.hello}" aria-pressed="false">${w.signIn}</button>
<span class="bag" role="status">${w.bag} <b id="count">0</b></span>
</nav>
</header>`
}

function hero(w: ShopWords): string {
  return `<section class="hero">
<div><h1>${w.headline}</h1><p>${w.lead}</p><p class="acts"><a class="button" href="#shelf">${w.shop}</a><button class="link" id="ask" type="button">${w.ask}</button></p></div>
<svg class="scene" viewBox="0 0 520 360" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
<circle class="sun" cx="372" cy="112" r="52"/>
<path class="far" d="M0 214c60-52 118-60 176-28s96 10 148-28 128-40 196 22v180H0z"/>
<path class="mid" d="M0 262c70-40 128-34 190-8s132 12 196-20 98-18 134 2v124H0z"/>
<path class="near" d="M0 312c84-30 172-24 258-10s180 6 262-22v80H0z"/>
<path class="rows" d="M24 330c70-18 150-16 226-6M60 348c60-12 130-10 190-4M300 318c70 4 140-2 200-18M320 338c60 2 120-4 180-16"/>
<g class="pot"><ellipse cx="236" cy="292" rx="66" ry="9"/><path d="M184 246c0-26 22-42 52-42s52 16 52 42-18 46-52 46-52-20-52-46z"/><path d="M186 252c-16-2-30-16-34-32l10-3c5 12 14 18 26 20z"/><path class="handle" d="M286 234c22-8 34 4 32 20s-20 28-38 24"/><path class="lid" d="M202 210c8-9 20-13 34-13s26 4 34 13c-10 6-22 8-34 8s-24-2-34-8z"/><circle cx="236" cy="191" r="7"/></g>
<path class="steam" d="M156 200c-10-14 10-22 0-38s8-22 2-34M172 196c-8-12 8-18 0-30"/>
</svg>
</section>`
}

function shelf(w: ShopWords, language: ShopLanguage): string {
  return `<section class="shelf" id="shelf"><h2>${w.shelf}</h2><p>${w.shelfLead}</p><ul>${products.map((product) => card(product, w, language)).join('')}</ul></section>`
}

function card(product: Product, w: ShopWords, language: ShopLanguage): string {
  const { name, note, price, tone, art } = product
  return `<li><div class="art ${tone}"><svg viewBox="0 0 200 160" role="img" aria-label="${name[language]}">${art}</svg></div>
<h3>${name[language]}</h3><p>${note[language]}</p><div class="buy"><b>¥${price}</b><button type="button" data-add aria-label="${w.add}: ${name[language]}">${w.add}</button></div></li>`
}
