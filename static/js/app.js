// Everything here only adds comfort: each page works without it.
import { startDrafts } from './drafts.js'
import { startForms } from './forms.js'
import { startKeyboard } from './keyboard.js'
import { startLive } from './live.js'
import { startPopovers } from './popovers.js'

startPopovers()
startForms()
startDrafts()
startLive()
startKeyboard()
