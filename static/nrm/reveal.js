// Shows a question only when the answers it depends on are chosen. Without JavaScript each stands there with a note
// that says when to answer it; the server decides what counts either way.

document.querySelectorAll('[data-reveal]').forEach(block => {
  const form = block.closest('form')
  const conditions = Object.entries(JSON.parse(block.dataset.reveal))
  block.querySelectorAll('.nrm-reveal__note').forEach(note => { note.hidden = true })
  const update = () => {
    block.hidden = !conditions.every(([name, wanted]) => isAsked(form, name) && chosen(form, name).some(value => wanted.includes(value)))
  }
  form.addEventListener('change', update)
  form.addEventListener('input', update)
  update()
})

function chosen (form, name) {
  return new FormData(form).getAll(name)
}

// A question that depends on one that is itself not shown is not asked.
function isAsked (form, name) {
  const field = form.querySelector(`[name="${CSS.escape(name)}"]`)
  return Boolean(field) && !field.closest('[data-reveal][hidden]')
}
