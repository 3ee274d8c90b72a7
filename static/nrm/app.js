// What JavaScript adds. Every page works without it.

import { initAll as startGovuk } from '../vendor/govuk-frontend/govuk-frontend.min.js'
import { initAll as startMoj } from '../vendor/moj-frontend/moj-frontend.min.js'

const PHONE = window.matchMedia('(max-width: 48em)')

startGovuk()
startMoj()
document.querySelectorAll('select[data-type-to-find]').forEach(makeTypeToFind)
document.querySelectorAll('form[data-submit-once]').forEach(submitOnce)
document.querySelectorAll('form[data-guard]').forEach(guardUnsavedText)
withoutExpandedRadios()
document.addEventListener('click', withoutExpandedRadios)
window.addEventListener('pageshow', withoutExpandedRadios)
if (PHONE.matches) document.querySelectorAll('details[data-filter]').forEach(panel => { panel.open = false })

// A long list becomes a box to type in. What is typed and not in the list is sent all the same, so that the server can say
// so and show it again; the library alone would silently keep the previous choice.
function makeTypeToFind (select) {
  if (!window.accessibleAutocomplete) return
  const describedBy = select.getAttribute('aria-describedby')
  const isWrong = select.classList.contains('govuk-select--error')
  const id = select.id
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.selectedIndex > 0 ? select.options[select.selectedIndex].text.trim() : '',
    autoselect: false,
    confirmOnBlur: false,
    showAllValues: true,
    dropdownArrow: () => '',
    menuAttributes: { 'aria-label': 'Suggestions' },
    onConfirm: text => { if (text !== undefined) choose(select, text) }
  })
  const input = document.getElementById(id)
  if (!input || input === select) return
  if (describedBy) input.setAttribute('aria-describedby', `${describedBy} ${input.getAttribute('aria-describedby') || ''}`.trim())
  if (isWrong) input.closest('.autocomplete__wrapper').parentElement.classList.add('nrm-find--error')
  input.addEventListener('input', () => choose(select, input.value))
  input.addEventListener('blur', () => choose(select, input.value))
}

function choose (select, typed) {
  const wanted = typed.trim().toLowerCase()
  const known = Array.from(select.options).find(option => !option.dataset.typed && option.text.trim().toLowerCase() === wanted)
  select.querySelectorAll('option[data-typed]').forEach(option => option.remove())
  if (known || !wanted) {
    select.value = known ? known.value : ''
    return
  }
  const option = new Option(typed, typed, true, true)
  option.dataset.typed = 'yes'
  select.add(option)
}

// GOV.UK Frontend marks a radio that reveals something as expanded; ARIA allows that on no radio (axe: aria-allowed-attr).
function withoutExpandedRadios () {
  document.querySelectorAll('.govuk-radios__input[aria-expanded]').forEach(radio => radio.removeAttribute('aria-expanded'))
}

// The server answers a second submission as it did the first; this only spares people the wait.
function submitOnce (form) {
  let sent = false
  form.addEventListener('submit', event => {
    if (sent) event.preventDefault()
    sent = true
    window.setTimeout(() => { sent = false }, 8000)
  })
  window.addEventListener('pageshow', () => { sent = false })
}

function guardUnsavedText (form) {
  const first = snapshot(form)
  let leavingBySubmit = false
  form.addEventListener('submit', () => { leavingBySubmit = true })
  window.addEventListener('pageshow', () => { leavingBySubmit = false })
  window.addEventListener('beforeunload', event => {
    if (!leavingBySubmit && snapshot(form) !== first) event.preventDefault()
  })
}

function snapshot (form) {
  return JSON.stringify(Array.from(new FormData(form)).filter(([, value]) => typeof value === 'string'))
}
