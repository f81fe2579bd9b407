// What was typed survives a change of language and a session that ended: it waits in this tab, for this person and page,
// until the form has led to another page.
const KEY = 'brusoc-draft'
const SKIPPED = ['hidden', 'password', 'file', 'submit', 'button', 'search']

const here = () => `${document.body.dataset.person} ${window.location.pathname}`
const fields = form => [...form.elements].filter(field => field.name && !SKIPPED.includes(field.type))

function keep (event) {
  const form = event.target.closest?.('main form[method=post]')
  if (!form) return
  const values = fields(form).map(field => [field.name, field.value, field.checked ?? null])
  window.sessionStorage.setItem(KEY, JSON.stringify({ page: here(), values }))
}

function restore (form, values) {
  for (const field of fields(form)) {
    const isChoice = field.type === 'radio' || field.type === 'checkbox'
    const found = values.find(([name, value]) => name === field.name && (!isChoice || value === field.value))
    if (!found) continue
    if (isChoice) field.checked = found[2]
    else field.value = found[1]
  }
}

export function startDrafts () {
  if (!document.body.dataset.person) return // the login page: who logs in again finds the draft after it
  const stored = JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null')
  const form = document.querySelector('main form[method=post]')
  if (stored && stored.page === here() && form && !document.querySelector('.error-summary')) restore(form, stored.values)
  else if (stored) window.sessionStorage.removeItem(KEY)
  document.addEventListener('input', keep)
  document.addEventListener('change', keep)
}
