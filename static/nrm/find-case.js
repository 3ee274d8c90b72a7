// Suggests references while one is typed in the search box. Without it the box is an ordinary form.

const REFERENCE_SO_FAR = /^\s*(n|nr|nrm)?[\s-]*\d[\d\s-]*[a-z]?\s*$|^\s*nrm[\s-]*$/i

document.querySelectorAll('[data-find-case]').forEach(suggest)

function suggest (box) {
  const plain = box.querySelector('input')
  if (!window.accessibleAutocomplete || !plain) return
  const { value, name, id, className } = plain
  const described = plain.getAttribute('aria-describedby')
  let waiting = 0
  let links = {}
  plain.remove()
  window.accessibleAutocomplete({
    element: box,
    id,
    name,
    defaultValue: value,
    inputClasses: className,
    minLength: 2,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    showNoOptionsFound: false,
    menuAttributes: { 'aria-label': 'Cases' },
    templates: {
      inputValue: found => found ? found.reference : '',
      suggestion: found => typeof found === 'string' ? escapeText(found) : `${escapeText(found.reference)} · ${escapeText(found.stage)}`
    },
    source: (typed, show) => {
      window.clearTimeout(waiting)
      if (!REFERENCE_SO_FAR.test(typed)) return show([])
      waiting = window.setTimeout(async () => {
        const answer = await window.fetch(`${box.dataset.findCase}?${new URLSearchParams({ q: typed })}`, { headers: { Accept: 'application/json' } })
        if (!answer.ok) return show([])
        const { cases } = await answer.json()
        links = Object.fromEntries(cases.map(found => [found.reference, found.href]))
        show(cases)
      }, 200)
    },
    onConfirm: found => { if (found && links[found.reference]) window.location.assign(links[found.reference]) }
  })
  const input = document.getElementById(id)
  if (!input) return
  input.setAttribute('dir', 'auto')
  input.setAttribute('maxlength', '200')
  if (described) input.setAttribute('aria-describedby', `${described} ${input.getAttribute('aria-describedby') || ''}`.trim())
}

function escapeText (text) {
  const span = document.createElement('span')
  span.textContent = text
  return span.innerHTML
}
