// Suggests references while one is typed. Without it the box is an ordinary search form.

document.querySelectorAll('[data-find-case]').forEach(suggest)

function suggest (box) {
  const plain = box.querySelector('input')
  if (!window.accessibleAutocomplete || !plain) return
  const { value, name, id } = plain
  const describedBy = plain.getAttribute('aria-describedby')
  let waiting = 0
  let links = {}
  plain.remove()
  window.accessibleAutocomplete({
    element: box,
    id,
    name,
    defaultValue: value,
    minLength: 2,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    menuAttributes: { 'aria-label': 'Cases' },
    tNoResults: () => 'No case starts with this',
    templates: {
      inputValue: found => found ? found.reference : '',
      suggestion: found => typeof found === 'string' ? escapeText(found) : `${escapeText(found.reference)} · ${escapeText(found.stage)}`
    },
    source: (typed, show) => {
      window.clearTimeout(waiting)
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
  if (input && describedBy) input.setAttribute('aria-describedby', describedBy)
}

function escapeText (text) {
  const span = document.createElement('span')
  span.textContent = text
  return span.innerHTML
}
