import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { withPictures } from '../../server/mail-pictures.ts'
import { frameCsp, safeHtml } from '../../server/safe-html.ts'
import { noBrowser } from './stage.ts'

const hits: string[] = []
const canary = createServer((request, response) => {
  hits.push(request.url ?? '')
  response.end()
})
let host = ''
let browser: Browser

beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  host = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`
  if (!noBrowser) browser = await chromium.connect(inject('chromium'))
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => canary.close(resolve))
})

const act = 'window.acted=1'
const hostile = () => [
  `<script>${act}</script><img src=x onerror="${act}"><svg onload="${act}"><animate onbegin="${act}" attributeName=x dur=1s></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${act}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${act}>`,
  `<noscript><p title="</noscript><img src=x onerror=${act}>"></noscript><textarea></textarea><img src=x onerror=${act}></textarea>`,
  `<p title='"><img src=x onerror=${act}>'>x</p><details open ontoggle="${act}">x</details><a href="javascript:${act}" id=link>x</a>`,
  `<iframe src="${host}/frame"></iframe><object data="${host}/object"></object><embed src="${host}/embed"><link rel=preconnect href="${host}/link">`,
  `<style>@import url(${host}/import);@font-face{font-family:x;src:url(${host}/font)}*{background:url(${host}/style)}</style><p style="font-family:x">x</p>`,
  `<div style="background:url('${host}/inline');background-image:image-set(url(${host}/set) 1x);list-style:url(${host}/list)">x</div>`,
  `<div style="--x:url(${host}/var);background:var(--x)">x</div><div style="background:\\75 rl(${host}/escape)">x</div>`,
  `<img src="${host}/img"><img srcset="${host}/srcset 1x"><picture><source srcset="${host}/source"></picture><video poster="${host}/poster" src="${host}/video"></video>`,
  `<table background="${host}/table"><tr><td background="${host}/cell">x</td></tr></table><input type=image src="${host}/input"><base href="${host}/">`,
  `<meta http-equiv=refresh content="0;url=${host}/refresh"><body background="${host}/body" onload="${act}">x</body>`,
]

/** All at once; a page that goes elsewhere could not be asked what it did. */
const withoutRefresh = () =>
  hostile()
    .join('\n')
    .replace(/<meta[^>]*refresh[^>]*>/, '')

/** Shows a document and gives what came of it: whether a script ran, and what was fetched. */
async function outcome(html: string): Promise<{ acted: boolean; fetched: string[]; address: string }> {
  hits.length = 0
  const page = await browser.newPage()
  try {
    await page.setContent(html, { waitUntil: 'load' })
    for (const link of await page.$$('#link, a')) await link.dispatchEvent('click')
    await page.waitForTimeout(150)
    const acted = await page.evaluate(
      () => 'acted' in window || [...document.querySelectorAll('iframe')].some((frame) => 'acted' in (frame.contentWindow ?? {})),
    )
    return { acted, fetched: hits.filter((url) => url !== '/favicon.ico'), address: page.url() }
  } finally {
    await page.close()
  }
}

describe.skipIf(noBrowser)('hostile mail in a real browser', { timeout: 60_000 }, () => {
  const options = { images: false, cid: () => null, proxy: (url: string) => url }

  test('the browser does act on the raw mail, so that this test can fail', async () => {
    const raw = await outcome(withoutRefresh())
    expect(raw.acted).toBe(true)
    expect(raw.fetched.length).toBeGreaterThan(3)
  })

  test.each(Array.from({ length: 12 }, (_, n) => n))(
    'made safe, mail %i runs nothing and fetches nothing, even without the frame',
    async (n) => {
      const { html } = withPictures(safeHtml(hostile()[n]!).html, options)
      expect(await outcome(html)).toEqual({ acted: false, fetched: [], address: 'about:blank' })
    },
  )

  test('the frame’s own policy holds back what a sanitiser might miss', async () => {
    const inner = `<meta http-equiv="Content-Security-Policy" content="${frameCsp}">${withoutRefresh()}`
    const frame = `<iframe sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" srcdoc="${inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`
    expect(await outcome(frame)).toMatchObject({ acted: false, fetched: [] })
  })
})
