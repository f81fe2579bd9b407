// When an answer does not come, say so and keep the page; a failed security key gets words too.
function tell (templateId) {
  const template = document.getElementById(templateId)
  const messages = document.getElementById('messages') ?? document.getElementById('main')
  if (!template || !messages) return
  messages.querySelector('[data-lost]')?.remove()
  const notice = template.content.firstElementChild.cloneNode(true)
  notice.dataset.lost = ''
  messages.prepend(notice)
}

export function startLive () {
  document.addEventListener('htmx:sendError', () => tell('lost-answer'))
  document.addEventListener('htmx:responseError', () => tell('lost-answer'))
  document.addEventListener('htmx:timeout', () => tell('lost-answer'))
  document.addEventListener('allauth.error', () => tell('key-failed'))
}
