// One click sends a form once; Ctrl+Enter saves; filters apply on change; errors take the focus.
function guard (event) {
  const form = event.target
  if (form.method !== 'post' || event.defaultPrevented) return
  if (form.dataset.sent) {
    event.preventDefault()
    return
  }
  form.dataset.sent = 'yes'
  event.submitter?.setAttribute('aria-busy', 'true')
}

function release () {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent
    form.querySelector('[aria-busy]')?.removeAttribute('aria-busy')
  }
}

function saveByKey (event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  const form = event.target.closest?.('form')
  if (form) {
    event.preventDefault()
    form.requestSubmit()
  }
}

function applyOnChange (event) {
  const form = event.target.closest?.('form[data-apply-on-change]')
  if (form) form.requestSubmit()
}

function focusField (event) {
  const link = event.target.closest?.('.error-summary a[href^="#"]')
  const field = link && document.getElementById(link.getAttribute('href').slice(1))
  if (field) {
    event.preventDefault()
    field.focus()
    field.scrollIntoView({ block: 'center' })
  }
}

export function startForms () {
  document.addEventListener('submit', guard)
  window.addEventListener('pageshow', release)
  document.addEventListener('htmx:afterRequest', release)
  document.addEventListener('keydown', saveByKey)
  document.addEventListener('change', applyOnChange)
  document.addEventListener('click', focusField)
  document.querySelector('.error-summary')?.focus()
}
