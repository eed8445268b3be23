import { useRef } from 'react'

const tallest = 12_000

/** Own policy of the frame: nothing runs, nothing is loaded but styles in the mail itself and pictures that come through us. */
const policy = `default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src 'none'; form-action 'none'; base-uri 'none'`

const page = (
  html: string,
) => `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<style>html{color-scheme:light}body{margin:0;padding:12px;background:#fff;color:#1e2430;font:14px/1.5 -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}img:not([src]){padding:1px 6px;border:1px dashed #d3ccbf;border-radius:4px;color:#616878;font-size:12px}img:not([src]):not([alt]),img:not([src])[alt='']{display:none}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:0 0 0 8px;padding-left:10px;border-left:2px solid #d3ccbf}</style></head><body>${html}</body></html>`

/** Foreign HTML in a frame of its own that runs no script, as tall as what it holds. Paper stays white: mails are designed on it. */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const observer = useRef<ResizeObserver>(undefined)
  const fit = () => {
    const body = frame.current?.contentDocument?.body
    if (!body || !frame.current) return
    const height = Math.min(tallest, Math.ceil(body.scrollHeight))
    // A mail whose height follows the window's would grow for ever: small steps are let be.
    if (Math.abs(frame.current.clientHeight - height) > 4) frame.current.style.height = `${height}px`
  }
  const onLoad = () => {
    const body = frame.current?.contentDocument?.body
    observer.current?.disconnect()
    if (!body) return
    fit()
    observer.current = new ResizeObserver(fit)
    observer.current.observe(body)
  }
  return (
    <iframe
      ref={frame}
      title={title}
      srcDoc={page(html)}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      onLoad={onLoad}
      className="block h-40 w-full rounded-sm border border-line bg-white"
    />
  )
}
