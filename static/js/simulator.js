// Comfort for the simulator, which works without: marks and limits of a live answer go onto the fields while what is
// being typed stays; the link is copied; the page is printed.
const MIRRORED = ['aria-invalid', 'class', 'max', 'min']
const LIMITS = ['max', 'min'] // rewritten while somebody types, they throw away the half of a date that stands there
const FIRST_YEAR = '1000' // the year of a date that is being typed runs through 0002 and 0020
const form = document.getElementById('simulator')
let latest = null // the page of the last live answer
let isOwed = false // a question was kept back while a date was half typed

function mirror (field) {
  const other = latest?.getElementById(field.id)
  if (!other) return
  for (const name of MIRRORED) {
    const value = other.getAttribute(name)
    if (value === field.getAttribute(name)) continue
    if (LIMITS.includes(name) && field === document.activeElement) continue
    if (value === null) field.removeAttribute(name)
    else field.setAttribute(name, value)
  }
}

function mirrorAll (event) {
  if (event.detail.target.id !== 'answer' || !event.detail.shouldSwap) return
  latest = new DOMParser().parseFromString(event.detail.serverResponse, 'text/html')
  form.querySelectorAll('[aria-describedby]').forEach(mirror)
}

function isHalfTyped (field) {
  return field?.type === 'date' && field === document.activeElement &&
    (field.validity.badInput || (field.value !== '' && field.value < FIRST_YEAR))
}

function beforeAsking (event) {
  const isWish = event.detail.triggeringEvent?.type === 'submit'
  isOwed = !isWish && isHalfTyped(form.elements.start)
  if (isOwed) {
    event.preventDefault()
    return
  }
  // Typing changes the address where it is; "Calculate" makes a place to go back to.
  form.setAttribute('hx-push-url', isWish)
  form.setAttribute('hx-replace-url', !isWish)
}

function ask () {
  form.dispatchEvent(new Event('input'))
}

function leave (event) {
  // In the next moment, when the focus has gone from the field.
  setTimeout(() => mirror(event.target))
  if (isOwed) ask()
}

// Without an answer the old one is no longer that of the fields: it stays in sight, dimmed, until a new one comes.
function markOld () {
  document.getElementById('answer')?.classList.add('old')
}

function recover (event) {
  if (event.detail.target.id === 'answer') document.querySelector('[data-lost]')?.remove()
}

function askAgain () {
  if (document.querySelector('#answer.old')) ask()
}

async function copy (event) {
  const link = event.target.closest('[data-copy]')
  // Without a clipboard (plain HTTP) the link is followed: the address bar then holds what was to be copied.
  if (!link || !navigator.clipboard) return
  event.preventDefault()
  try {
    await navigator.clipboard.writeText(link.href)
  } catch {
    window.location.assign(link.href) // refused by the browser or by the visitor
    return
  }
  document.getElementById('simulator-said').textContent = link.dataset.copied
  link.lastChild.textContent = link.dataset.copied
}

function showPrint () {
  for (const button of document.querySelectorAll('[data-print]')) button.hidden = false
}

if (form) {
  form.addEventListener('htmx:configRequest', beforeAsking)
  form.addEventListener('focusout', leave)
  document.addEventListener('htmx:beforeSwap', mirrorAll)
  document.addEventListener('htmx:afterSwap', recover)
  for (const lost of ['htmx:sendError', 'htmx:responseError', 'htmx:timeout']) {
    form.addEventListener(lost, markOld)
  }
  window.addEventListener('online', askAgain)
}
document.addEventListener('htmx:afterSettle', showPrint)
document.addEventListener('click', copy)
document.addEventListener('click', event => event.target.closest('[data-print]') && window.print())
showPrint()
