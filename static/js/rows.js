// Walking the rows of the first table of a page: the current row has the focus, so that readers hear it.
const rows = () => [...document.querySelectorAll('main table.data tbody tr, main .work-list li')].filter(row => row.querySelector('a'))

export const current = () => document.querySelector('main .is-current')

export function move (direction) {
  const all = rows()
  if (!all.length) return false
  const now = all.indexOf(current())
  const next = all[Math.min(Math.max(now + direction, 0), all.length - 1)]
  current()?.classList.remove('is-current')
  next.classList.add('is-current')
  next.tabIndex = -1
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest' })
  return true
}

export function tick () {
  const box = (current() ?? document).querySelector('.tick input[type=checkbox]')
  if (box && current()) box.click()
}

export function open () {
  current()?.querySelector('a')?.click()
}
