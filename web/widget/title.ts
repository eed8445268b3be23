const mark = /^\(\d+\) /

/** Shows the number of unread messages before the page's own title while nobody looks at it. */
export function showInTitle(unread: number): void {
  const own = document.title.replace(mark, '')
  const wanted = unread > 0 && document.hidden ? `(${unread}) ${own}` : own
  if (document.title !== wanted) document.title = wanted
}
