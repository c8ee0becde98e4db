// Typing paper in: Enter goes to the next field, and after the last one to the button. Every page works without it.
//
// In a comment Shift with Enter makes a new line. Nothing is sent before the button has the focus.

const form = document.querySelector("form[data-keying]")
const stops = form ? [...form.querySelectorAll("input:not([type=hidden]), textarea, button")] : []

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.target.tagName === "BUTTON") return
  const at = stops.indexOf(event.target)
  if (at < 0) return
  event.preventDefault()
  const next = stops[at + 1]
  next.focus()
  next.select?.()
})
