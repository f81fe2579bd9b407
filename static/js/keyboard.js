// Single keys, never Ctrl+letter. They can be switched off in the help (kept on this device).
import { current, move, open, tick } from './rows.js'

const STORE = 'keyboard'
const PAUSE = 1200
let waitingForGo = 0

const isOn = () => localStorage.getItem(STORE) !== 'off'
const isTyping = target => target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]')
const follow = selector => document.querySelector(selector)?.click()

function help () {
  const dialog = document.getElementById('keyboard-help')
  if (dialog && !dialog.open) dialog.showModal()
}

function step (direction) {
  // A file that was opened from a list walks from file to file; a list walks from row to row.
  if (document.querySelector('.walk')) follow(direction > 0 ? '.walk a[rel=next]' : '.walk a[rel=prev]')
  else move(direction)
}

const KEYS = {
  '/': () => document.getElementById('search')?.focus(),
  '?': help,
  g: () => { waitingForGo = Date.now() },
  j: () => step(1),
  k: () => step(-1),
  x: tick,
  n: () => follow('[data-key=n]'),
  e: () => follow('[data-key=e]')
}

function press (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !isOn() || isTyping(event.target)) return
  if (document.querySelector('dialog[open]')) return
  if (event.key === 'Enter' && event.target === current()) {
    open()
    return
  }
  if (Date.now() - waitingForGo < PAUSE) {
    waitingForGo = 0
    follow(`[data-go="${CSS.escape(event.key)}"]`)
    return
  }
  if (KEYS[event.key]) {
    event.preventDefault()
    KEYS[event.key]()
  }
}

function wireHelp () {
  const dialog = document.getElementById('keyboard-help')
  if (!dialog) return
  const box = document.getElementById('keyboard-on')
  box.checked = isOn()
  box.addEventListener('change', () => localStorage.setItem(STORE, box.checked ? 'on' : 'off'))
  document.addEventListener('click', event => {
    if (event.target.closest('a[href="#keyboard-help"]')) {
      event.preventDefault()
      help()
    }
    if (event.target.closest('[data-close]') || event.target === dialog) {
      event.preventDefault()
      dialog.close()
    }
  })
}

export function startKeyboard () {
  document.addEventListener('keydown', press)
  wireHelp()
}
