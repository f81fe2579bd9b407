// Menus and explanations are <details>: one open at a time, closed by Escape and by a click elsewhere.
const POPOVER = 'details.pop'

function closeAll (except) {
  for (const open of document.querySelectorAll(`${POPOVER}[open]`)) {
    if (open !== except) open.open = false
  }
}

export function startPopovers () {
  document.addEventListener('click', event => closeAll(event.target.closest(POPOVER)))
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    const open = document.querySelector(`${POPOVER}[open]`)
    if (!open) return
    open.open = false
    open.querySelector('summary').focus()
  })
  // <details> fires toggle without bubbling; capture sees it.
  document.addEventListener('toggle', event => {
    if (event.target.matches?.(POPOVER) && event.target.open) closeAll(event.target)
  }, true)
}
