// Reads a page aloud with a voice of the browser's own, where it has one for the page's language.
//
// Without script, or without such a voice, the page is whole as it stands and nothing shows. Nothing is sent anywhere
// by this script; which voices there are, and where they speak, is the browser's business.

const place = document.querySelector(".poet-aloud")
const READ = "h1, h2, h3, p, legend, label, li, dt, dd, .govuk-hint, .govuk-error-message"

/** The language of a part of the page, without its region. */
const language = (part) => part.closest("[lang]").lang.split("-")[0].toLowerCase()

/** A voice for a language; one that lives on the device before one that is far away. */
function voice(wanted) {
  const fitting = speechSynthesis.getVoices().filter((one) => one.lang.split(/[-_]/)[0].toLowerCase() === wanted)
  return fitting.find((one) => one.localService) ?? fitting[0]
}

/** What there is to read, from top to bottom, each piece once. */
function parts() {
  const main = document.querySelector("main")
  return [...main.querySelectorAll(READ)].filter(
    (part) => part.innerText.trim() && !part.parentElement.closest(READ) && !part.closest("[aria-hidden=true], details:not([open])")
  )
}

/** Say one part after the other; a part in a language that has no voice is passed over. */
function read() {
  for (const part of parts()) {
    const speaker = voice(language(part))
    if (!speaker) continue
    const said = new SpeechSynthesisUtterance(part.innerText.trim())
    said.lang = speaker.lang
    said.voice = speaker
    said.onstart = () => part.classList.add("poet-spoken")
    said.onend = said.onerror = () => {
      part.classList.remove("poet-spoken")
      if (part === last) show(false)
    }
    last = part
    speechSynthesis.speak(said)
  }
}

let last = null
let button = null

/** The button says what it will do. */
function show(reading) {
  button.dataset.reading = reading ? "yes" : "no"
  button.textContent = reading ? place.dataset.stop : place.dataset.listen
}

function stop() {
  last = null
  speechSynthesis.cancel()
  document.querySelectorAll(".poet-spoken").forEach((part) => part.classList.remove("poet-spoken"))
  show(false)
}

function press() {
  if (button.dataset.reading === "yes") return stop()
  show(true)
  read()
}

/** Offer the button once there is a voice: some browsers learn of theirs a moment after the page is there. */
function offer() {
  if (button || !voice(language(place))) return
  button = document.createElement("button")
  button.type = "button"
  button.className = "poet-aloud__button"
  button.addEventListener("click", press)
  document.addEventListener("keydown", (pressed) => pressed.key === "Escape" && stop())
  addEventListener("pagehide", stop)
  show(false)
  place.append(button)
  place.hidden = false
}

if (place && "speechSynthesis" in window) {
  offer()
  speechSynthesis.addEventListener?.("voiceschanged", offer)
}
