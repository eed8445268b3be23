import css from './style.css?inline'

/** Styles the shadow root; made as an object, because a page's policy may forbid inline styles. `color` is `#rrggbb`. */
export function applyStyle(root: ShadowRoot, color: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  const host = root.host as HTMLElement
  host.style.setProperty('--accent', color)
  host.style.setProperty('--on-accent', isLight(color) ? '#1e2430' : '#fff')
}

/** Whether dark text reads better on it than white: relative luminance by WCAG 2.2, against the middle between both contrasts. */
export function isLight(color: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.22
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
